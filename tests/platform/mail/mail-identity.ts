import type { MailIdentity } from '../../../src/platform/mail/mail-identity.js';

/** The service that the mails of these tests come from. */
export const IDENTITY: MailIdentity = {
  serviceName: 'Acme & Söhne',
  supportAddress: 'help@acme.example',
  forgotPasswordUrl: 'https://acme.example/forgot-password',
};
