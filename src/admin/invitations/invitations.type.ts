import { Field, ObjectType } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';
import { DateTime } from '../../platform/graphql/scalars.js';

@ObjectType({
  description: 'The answer after an invitation.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class InviteUserPayload extends Acknowledgement {
  @Field(() => User, { description: 'The invited user.' })
  user!: User;

  @Field(() => DateTime, { description: 'The time when the mailed link expires.' })
  expiresAt!: Date;
}
