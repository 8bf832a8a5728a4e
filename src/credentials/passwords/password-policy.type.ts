import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'What a password must be, so that a form can say it first.',
  simpleResolvers: true,
})
export class PasswordPolicy {
  @Field(() => Int, { description: 'The fewest characters.' })
  minLength!: number;

  @Field(() => Int, { description: 'The most characters; a longer password is refused, never cut.' })
  maxLength!: number;

  @Field(() => Boolean, { description: 'Whether it needs an upper-case letter.' })
  requiresUppercase!: boolean;

  @Field(() => Boolean, { description: 'Whether it needs a lower-case letter.' })
  requiresLowercase!: boolean;

  @Field(() => Boolean, { description: 'Whether it needs a digit.' })
  requiresDigit!: boolean;

  @Field(() => Boolean, { description: 'Whether it needs a character that is neither letter nor digit.' })
  requiresSymbol!: boolean;

  @Field(() => Int, { description: 'The lowest zxcvbn score, 0 to 4, that is accepted.' })
  minScore!: number;
}
