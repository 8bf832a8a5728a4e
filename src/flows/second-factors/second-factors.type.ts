import { Field, ID, ObjectType } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';
import { TotpFactor } from '../../credentials/second-factors/second-factors.type.js';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';
import { DateTime } from '../../platform/graphql/scalars.js';

@ObjectType({
  description: 'The secret of a new authenticator app. The service tells it once.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class StartTotpEnrolmentPayload extends Acknowledgement {
  @Field(() => ID, { description: 'The id of the app, for `confirmTotpEnrolment`.' })
  id!: string;

  @Field(() => String, { description: 'The secret in base 32, for users who type it into the app.' })
  secret!: string;

  @Field(() => String, { description: 'The secret as an `otpauth:` address. Show it as a QR code.' })
  uri!: string;

  @Field(() => DateTime, { description: 'The time until which the app must be confirmed.' })
  expiresAt!: Date;
}

@ObjectType({
  description: 'The answer after an authenticator app was added.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class ConfirmTotpEnrolmentPayload extends Acknowledgement {
  @Field(() => [String], {
    nullable: true,
    description:
      'The recovery codes, if this is the first second factor of the user. Show them once, and store them nowhere. ' +
      'Otherwise null.',
  })
  recoveryCodes!: readonly string[] | null;

  @Field(() => User, { description: 'The signed-in user.' })
  user!: User;
}

@ObjectType({
  description: 'The answer after an authenticator app was renamed.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class RenameTotpPayload extends Acknowledgement {
  @Field(() => TotpFactor, { description: 'The app.' })
  totp!: TotpFactor;
}

@ObjectType({
  description: 'The answer after the removal of an authenticator app.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class RemoveTotpPayload extends Acknowledgement {
  @Field(() => ID, { description: 'The id of the app.' })
  id!: string;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'The time when the removal takes effect, if it waits because a recovery code was used lately. Null if the app ' +
      'is removed.',
  })
  removedAt!: Date | null;

  @Field(() => User, { description: 'The signed-in user.' })
  user!: User;
}

@ObjectType({
  description: 'The new recovery codes. The service tells them once.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class ReplaceRecoveryCodesPayload extends Acknowledgement {
  @Field(() => [String], { description: 'The codes. Each works once.' })
  recoveryCodes!: readonly string[];

  @Field(() => User, { description: 'The signed-in user.' })
  user!: User;
}

@ObjectType({
  description: 'The answer after the removal of a second factor was cancelled.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class CancelFactorRemovalPayload extends Acknowledgement {}
