import { Field, ID, ObjectType } from 'type-graphql';
import { User } from '../../accounts/users/user.type.js';
import { Passkey, PasskeyCeremony } from '../../credentials/passkeys/passkey.type.js';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';
import { DateTime } from '../../platform/graphql/scalars.js';

@ObjectType({
  description: 'The ceremony of a registration. Finish it with `addPasskey`.',
  implements: [Acknowledgement, PasskeyCeremony],
  simpleResolvers: true,
})
export class StartPasskeyRegistrationPayload extends PasskeyCeremony {}

@ObjectType({
  description: 'The answer after a passkey was added.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class AddPasskeyPayload extends Acknowledgement {
  @Field(() => Passkey, { description: 'The new passkey.' })
  passkey!: Passkey;

  @Field(() => [String], {
    nullable: true,
    description:
      'The recovery codes of the user, if the passkey is their first second factor. They are shown once: let ' +
      'the user keep them. Otherwise null.',
  })
  recoveryCodes!: string[] | null;

  @Field(() => User, { description: 'The signed-in user.' })
  user!: User;
}

@ObjectType({
  description: 'The answer after a passkey was renamed.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class RenamePasskeyPayload extends Acknowledgement {
  @Field(() => Passkey, { description: 'The renamed passkey.' })
  passkey!: Passkey;
}

@ObjectType({
  description: 'The answer after a passkey was removed.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class RemovePasskeyPayload extends Acknowledgement {
  @Field(() => ID, { description: 'The id of the passkey.' })
  id!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The time when the removal takes effect, if it waits. Null if the passkey is removed.',
  })
  removedAt!: Date | null;

  @Field(() => User, { description: 'The signed-in user.' })
  user!: User;
}
