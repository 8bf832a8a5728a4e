import { defineCapability } from '../../platform/capabilities/capability.js';
import { Ceremonies } from './ceremonies.js';
import { PasskeyOwners } from './passkey-owners.service.js';
import { PasskeyProofs } from './passkey-proofs.service.js';
import { passkeyEvents } from './passkeys.events.js';
import { Passkeys } from './passkeys.service.js';
import type { RelyingParty } from './relying-party.js';
import { StrayPasskeys } from './stray-passkeys.js';

declare module '../../core/services.js' {
  interface Services {
    passkeys: Passkeys;
    passkeyOwners: PasskeyOwners;
    passkeyProofs: PasskeyProofs;
    ceremonies: Ceremonies;
  }
}

declare module '../../core/errors.js' {
  interface ErrorCatalogue {
    PASSKEY_TAKEN: { status: 409 };
  }
  interface ReasonCatalogue {
    tooManyPasskeys: true;
  }
}

/** Passkeys (WebAuthn). */
export const passkeys = defineCapability({
  name: 'passkeys',
  errors: {
    PASSKEY_TAKEN: {
      status: 409,
      noGuess: true,
      when: 'The passkey is already registered, with this account or with another one.',
    },
  },
  reasons: {
    tooManyPasskeys: 'The user has as many passkeys as possible: remove one first.',
  },
  events: passkeyEvents,
  keys: {},
  owns: { Passkey: 'passkeys', PasskeyOwner: 'passkey_owners' },
  needs: ['database', 'clock', 'randomness', 'audit', 'log'],
  provides: ['passkeys', 'passkeyOwners', 'passkeyProofs', 'ceremonies'],
  build: (deps, { relyingParty }: { relyingParty: RelyingParty }) => {
    const passkeys = new Passkeys(deps);
    const passkeyOwners = new PasskeyOwners(deps);
    const ceremonies = new Ceremonies(relyingParty);
    const passkeyProofs = new PasskeyProofs({ ...deps, ceremonies, passkeys });
    return {
      tables: { Passkey: passkeys, PasskeyOwner: passkeyOwners },
      services: { passkeys, passkeyOwners, passkeyProofs, ceremonies },
      background: [new StrayPasskeys({ ...deps, passkeys }, relyingParty.id)],
    };
  },
});
