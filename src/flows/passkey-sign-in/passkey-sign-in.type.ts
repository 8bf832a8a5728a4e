import { ObjectType } from 'type-graphql';
import { PasskeyCeremony } from '../../credentials/passkeys/passkey.type.js';
import { Acknowledgement } from '../../platform/graphql/acknowledgement.type.js';

@ObjectType({
  description: 'The ceremony of a sign-in with a passkey. Finish it with `signInWithPasskey`.',
  implements: [Acknowledgement, PasskeyCeremony],
  simpleResolvers: true,
})
export class StartPasskeySignInPayload extends PasskeyCeremony {}
