import { defineCapability } from '../../platform/capabilities/capability.js';
import { MailedCodes } from './mailed-codes.service.js';

declare module '../../core/services.js' {
  interface Services {
    mailedCodes: MailedCodes;
  }
}

declare module '../../core/secret-box.js' {
  interface KeyCatalogue {
    mailedCodes: KeyedHash;
  }
}

/** Codes that are mailed to sign in and to register. */
export const mailedCodes = defineCapability({
  name: 'mailed-codes',
  errors: {},
  events: {},
  keys: {
    mailedCodes: {
      kind: 'hash',
      label: 'mailed-codes',
      protects: 'mailed codes',
      afterRotation: 'both recognise, the new one is written',
    },
  },
  owns: { MailedCode: 'mailed_codes' },
  needs: ['database', 'clock', 'randomness', 'keys'],
  provides: ['mailedCodes'],
  build: ({ keys, ...deps }) => {
    const mailedCodes = new MailedCodes({ ...deps, hash: keys.mailedCodes });
    return { tables: { MailedCode: mailedCodes }, services: { mailedCodes } };
  },
});
