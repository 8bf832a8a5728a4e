import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'The answer of an operation that succeeded.', simpleResolvers: true })
export class MessagePayload {
  @Field(() => Boolean, { description: 'Always true, because a failure is returned as an error.' })
  success!: boolean;

  @Field(() => String, {
    description: 'A sentence for the user, in the language of the user or of the request.',
  })
  message!: string;
}
