import { Field, ID, ObjectType } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';
import { DateTime } from '../../platform/graphql/scalars.js';

@ObjectType({
  description: 'A device on which `login` does not ask for the second factor.',
  simpleResolvers: true,
})
export class TrustedDevice {
  @Field(() => ID, { description: 'The id of the trusted device.' })
  id!: string;

  @Field(() => String, {
    description:
      'The `User-Agent` header of the sign-in that trusted the device, at most 128 characters; empty without one. ' +
      'Do not trust it.',
  })
  name!: string;

  @Field(() => DateTime, { description: 'The time when the user trusted the device.' })
  createdAt!: Date;

  @Field(() => DateTime, {
    description:
      'The time when the device last stood in for the second factor. Before the first time, `createdAt`.',
  })
  lastUsedAt!: Date;

  @Field(() => DateTime, { description: 'The time when the trust ends. A sign-in does not postpone it.' })
  expiresAt!: Date;
}

@ObjectType({
  description: 'The answer after the end of the trust in every device.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class ForgetTrustedDevicesPayload extends Acknowledgement {
  @Field(() => User, { description: 'The signed-in user, who trusts no device now.' })
  user!: User;
}
