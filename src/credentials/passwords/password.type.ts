import { Field, ObjectType } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';

@ObjectType({
  description: 'The answer after a change of the password.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class ChangePasswordPayload extends Acknowledgement {
  @Field(() => User, { description: 'The signed-in user, whose other sessions have ended.' })
  user!: User;
}
