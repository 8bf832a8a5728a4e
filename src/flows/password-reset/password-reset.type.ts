import { Field, ObjectType } from 'type-graphql';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';
import { DateTime } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'The state of a mailed link that sets a password.', simpleResolvers: true })
export class PasswordResetLink {
  @Field(() => Boolean, { description: 'Whether the link can set the password of its user.' })
  valid!: boolean;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The time when the link expires. Null if it is not valid.',
  })
  expiresAt!: Date | null;
}

@ObjectType({
  description: 'The answer after a request to reset the password.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class RequestPasswordResetPayload extends Acknowledgement {}

@ObjectType({
  description: 'The answer after a password reset.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class ResetPasswordPayload extends Acknowledgement {
  @Field(() => String, {
    nullable: true,
    description:
      'The token that marks this device as known. Keep it on the device and send it with the next `login`; ' +
      'it gives no access. Null in cookie mode, where it is in a cookie.',
  })
  deviceToken!: string | null;
}
