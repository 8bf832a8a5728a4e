import { defineCapability } from '../../platform/capabilities/capability.js';
import { PasskeyOwners } from './passkey-owners.service.js';
import { Passkeys } from './passkeys.service.js';

declare module '../../core/services.js' {
  interface Services {
    passkeys: Passkeys;
    passkeyOwners: PasskeyOwners;
  }
}

/** Passkeys (WebAuthn). */
export const passkeys = defineCapability({
  name: 'passkeys',
  errors: {},
  events: {},
  keys: {},
  owns: { Passkey: 'passkeys', PasskeyOwner: 'passkey_owners' },
  needs: ['database', 'clock', 'randomness'],
  provides: ['passkeys', 'passkeyOwners'],
  build: (deps) => {
    const passkeys = new Passkeys(deps);
    const passkeyOwners = new PasskeyOwners(deps);
    return {
      tables: { Passkey: passkeys, PasskeyOwner: passkeyOwners },
      services: { passkeys, passkeyOwners },
    };
  },
});
