import { ObjectType } from 'type-graphql';
import { PasskeyCeremony } from '../../credentials/passkeys/passkey.type.js';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';

@ObjectType({
  description: 'The ceremony of a step-up. Finish it with `reauthenticateWithPasskey`.',
  implements: [Acknowledgement, PasskeyCeremony],
  simpleResolvers: true,
})
export class StartPasskeyReauthenticationPayload extends PasskeyCeremony {}
