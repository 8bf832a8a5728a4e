import { defineCapability } from '../../platform/capabilities/capability.js';
import { RecoveryCodes } from './recovery-codes.service.js';

declare module '../../core/services.js' {
  interface Services {
    recoveryCodes: RecoveryCodes;
  }
}

/** Single-use codes for users who have lost their second factor. */
export const recoveryCodes = defineCapability({
  name: 'recovery-codes',
  errors: {},
  events: {},
  keys: {},
  owns: { RecoveryCode: 'recovery_codes' },
  needs: ['database', 'clock', 'randomness'],
  provides: ['recoveryCodes'],
  build: (deps) => {
    const recoveryCodes = new RecoveryCodes(deps);
    return { tables: { RecoveryCode: recoveryCodes }, services: { recoveryCodes } };
  },
});
