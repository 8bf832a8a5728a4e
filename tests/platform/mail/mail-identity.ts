import type { MailIdentity } from '../../../src/platform/mail/mail-identity.js';
import { DEFAULT_LAYOUTS } from '../../../src/platform/mail/mail-layouts.js';
import { DEFAULT_COLOUR } from '../../../src/platform/mail/mail-look.js';

/** The service that the mails of these tests come from. */
export const IDENTITY: MailIdentity = {
  serviceName: 'Acme & Söhne',
  supportAddress: 'help@acme.example',
  forgotPasswordUrl: 'https://acme.example/forgot-password',
  serviceColour: DEFAULT_COLOUR,
  serviceLogo: null,
  mailLayouts: DEFAULT_LAYOUTS,
};
