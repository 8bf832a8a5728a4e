import { defineCapability } from '../../platform/capabilities/capability.js';
import { TotpSecrets } from './totp-secrets.service.js';

declare module '../../core/services.js' {
  interface Services {
    totpSecrets: TotpSecrets;
  }
}

/** Authenticator apps (TOTP, RFC 6238). */
export const totp = defineCapability({
  name: 'totp',
  errors: {},
  events: {},
  keys: {},
  owns: { TotpSecret: 'totp_secrets' },
  needs: ['database', 'clock', 'randomness'],
  provides: ['totpSecrets'],
  build: (deps) => {
    const totpSecrets = new TotpSecrets(deps);
    return { tables: { TotpSecret: totpSecrets }, services: { totpSecrets } };
  },
});
