import { defineCapability } from '../../platform/capabilities/capability.js';
import { MailedCodes } from './mailed-codes.service.js';

declare module '../../core/services.js' {
  interface Services {
    mailedCodes: MailedCodes;
  }
}

/** Codes that are mailed to sign in, to register and to step up. */
export const mailedCodes = defineCapability({
  name: 'mailed-codes',
  errors: {},
  events: {},
  keys: {},
  owns: { MailedCode: 'mailed_codes' },
  needs: ['database'],
  provides: ['mailedCodes'],
  build: (deps) => {
    const mailedCodes = new MailedCodes(deps);
    return { tables: { MailedCode: mailedCodes }, services: { mailedCodes } };
  },
});
