import { Field, ObjectType } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';

@ObjectType({
  description: 'The answer after a request for an enrolment code.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class RequestEnrolmentCodePayload extends Acknowledgement {
  @Field(() => User, { description: 'The signed-in administrator.' })
  user!: User;
}
