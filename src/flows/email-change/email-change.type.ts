import { Field, ObjectType } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';

@ObjectType({
  description: 'The answer after a request to change the email address.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class RequestEmailChangePayload extends Acknowledgement {}

@ObjectType({
  description: 'The answer after a change of the email address.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class ConfirmEmailChangePayload extends Acknowledgement {
  @Field(() => User, {
    nullable: true,
    description: 'The user of the link. Null unless the access token of the request belongs to them.',
  })
  user!: User | null;
}
