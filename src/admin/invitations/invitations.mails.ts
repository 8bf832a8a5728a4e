import { linkEmailTemplate } from '../../platform/mail/link-mail.js';
import type { MailTemplates } from '../../platform/mail/outgoing-mail.js';

export const invitationLink = { kind: 'invitation', unit: 'days' } as const;

/** The template of an invitation. */
export const invitationMails = {
  invitation: linkEmailTemplate(invitationLink),
} satisfies MailTemplates;
