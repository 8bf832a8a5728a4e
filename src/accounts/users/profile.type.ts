import { Field, ObjectType } from 'type-graphql';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';
import { User } from './user.type.js';

@ObjectType({
  description: 'The answer after a change of the profile.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class UpdateProfilePayload extends Acknowledgement {
  @Field(() => User, { description: 'The signed-in user after the change.' })
  user!: User;
}
