import { Field, ObjectType } from 'type-graphql';
import { PasskeyCeremony } from '../../credentials/passkeys/passkey.type.js';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';
import { DateTime } from '../../platform/graphql/scalars.js';

@ObjectType({
  description: 'The ceremony of a step-up. Finish it with `reauthenticateWithPasskey`.',
  implements: [Acknowledgement, PasskeyCeremony],
  simpleResolvers: true,
})
export class StartPasskeyReauthenticationPayload extends PasskeyCeremony {}

@ObjectType({
  description: 'The answer after a user has proved again who they are with a passkey. Refresh the session now.',
  implements: Acknowledgement,
  simpleResolvers: true,
})
export class ReauthenticateWithPasskeyPayload extends Acknowledgement {
  @Field(() => DateTime, { description: 'The time of the proof.' })
  authenticatedAt!: Date;

  @Field(() => String, { description: 'The level of the session now: `aal2` or `phr`.' })
  acr!: string;
}
