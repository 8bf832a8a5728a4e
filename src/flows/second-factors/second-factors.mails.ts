import { linkEmailTemplate } from '../../platform/mail/link-mail.js';
import { notificationTemplate } from '../../platform/mail/notification-mail.js';
import type { MailTemplates } from '../../platform/mail/outgoing-mail.js';

export const factorRemovalLink = { kind: 'factorRemoval', unit: 'hours' } as const;

/** The mails about second factors. */
export const secondFactorMails = {
  secondFactorAdded: notificationTemplate('secondFactorAdded', { offersReset: true }),
  secondFactorRemoved: notificationTemplate('secondFactorRemoved', { offersReset: true }),
  secondFactorFailed: notificationTemplate('secondFactorFailed', { offersReset: true }),
  recoveryCodeUsed: notificationTemplate('recoveryCodeUsed', { offersReset: true }),
  recoveryCodesReplaced: notificationTemplate('recoveryCodesReplaced', { offersReset: true }),
  factorRemoval: linkEmailTemplate(factorRemovalLink),
} satisfies MailTemplates;
