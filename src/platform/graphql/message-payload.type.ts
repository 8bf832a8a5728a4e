import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'That something was done, in words for people.', simpleResolvers: true })
export class MessagePayload {
  @Field(() => Boolean, { description: 'Always true: what fails is an error.' })
  success!: boolean;

  @Field(() => String, { description: 'A sentence in the language of the user or of the request.' })
  message!: string;
}
