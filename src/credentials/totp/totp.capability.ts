import { defineCapability } from '../../platform/capabilities/capability.js';
import { EncryptedTotpSecrets } from './encrypted-totp-secrets.service.js';
import { TotpSecrets } from './totp-secrets.service.js';

declare module '../../core/services.js' {
  interface Services {
    totpSecrets: TotpSecrets;
  }
}

declare module '../../core/secret-box.js' {
  interface KeyCatalogue {
    totpSecrets: SecretBox;
  }
}

declare module '../../core/errors.js' {
  interface ReasonCatalogue {
    tooManyAuthenticators: true;
  }
}

/** Authenticator apps (TOTP, RFC 6238). */
export const totp = defineCapability({
  name: 'totp',
  errors: {},
  reasons: {
    tooManyAuthenticators: 'The user has as many authenticator apps as possible: remove one first.',
  },
  events: {},
  keys: {
    totpSecrets: {
      kind: 'encryption',
      label: 'totp-secrets',
      protects: 'secrets of authenticator apps',
      afterRotation: 'rows are encrypted anew',
      store: (deps) => new EncryptedTotpSecrets(deps),
    },
  },
  owns: { TotpSecret: 'totp_secrets' },
  needs: ['database', 'clock', 'randomness', 'keys'],
  provides: ['totpSecrets'],
  build: ({ keys, ...deps }) => {
    const totpSecrets = new TotpSecrets({ ...deps, box: keys.totpSecrets });
    return { tables: { TotpSecret: totpSecrets }, services: { totpSecrets } };
  },
});
