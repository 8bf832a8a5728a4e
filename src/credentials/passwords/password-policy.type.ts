import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('PasswordPolicy', {
  description: 'The rules for passwords, for a form to check before it submits.',
  simpleResolvers: true,
})
export class PublishedPasswordPolicy {
  @Field(() => Int, { description: 'The minimum number of characters.' })
  minLength!: number;

  @Field(() => Int, {
    description: 'The maximum number of characters. A longer password is refused, never truncated.',
  })
  maxLength!: number;

  @Field(() => Boolean, { description: 'Whether a password needs an upper-case letter.' })
  requiresUppercase!: boolean;

  @Field(() => Boolean, { description: 'Whether a password needs a lower-case letter.' })
  requiresLowercase!: boolean;

  @Field(() => Boolean, { description: 'Whether a password needs a digit.' })
  requiresDigit!: boolean;

  @Field(() => Boolean, {
    description: 'Whether a password needs a character that is neither a letter nor a digit.',
  })
  requiresSymbol!: boolean;

  @Field(() => Int, { description: 'The minimum zxcvbn score, from 0 to 4.' })
  minScore!: number;
}
