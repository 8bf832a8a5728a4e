import { Duration } from '../../core/duration.js';
import { defineCapability } from '../../platform/capabilities/capability.js';
import { bySubject, DAY, everything, HOUR } from '../rate-limits/rules.js';
import { EncryptedMails } from './encrypted-mails.service.js';
import type { MailIdentity } from './mail-identity.js';
import { openMailDelivery } from './open-mail-delivery.js';

declare module '../../core/secret-box.js' {
  interface KeyCatalogue {
    outbox: SecretBox;
  }
}

/** How long mails in delivery may take after the service is told to stop. */
const MAIL_DRAIN = Duration.seconds(5);

/** Delivers mails through the outbox. */
export const mail = defineCapability({
  name: 'mail',
  errors: {},
  events: {},
  keys: {
    outbox: {
      kind: 'encryption',
      label: 'outbox',
      protects: 'waiting mails',
      afterRotation: 'rows are encrypted anew',
      store: (deps) => new EncryptedMails(deps),
    },
  },
  owns: { OutboxMail: 'outbox_mails' },
  limits: {
    // Both count every kind of mail separately. `mailToAliases` counts by mailbox, for unverified addresses
    // with an alias. `mailToAddress` counts all other mails by address.
    mailToAddress: bySubject(everything(10, HOUR)),
    mailToAliases: bySubject(everything(5, HOUR), everything(20, DAY)),
  },
  needs: [
    'database',
    'clock',
    'randomness',
    'log',
    'keys',
    'translator',
    'outbox',
    'mailer',
    'mailTemplates',
  ],
  provides: [],
  build: ({ outbox, keys, mailTemplates: templates, ...deps }, identity: MailIdentity) => {
    const { worker, metrics } = openMailDelivery(outbox, { ...deps, box: keys.outbox, templates, identity });
    return {
      tables: { OutboxMail: { clearTokens: (tx, userId) => outbox.clearTokens(tx, userId) } },
      services: {},
      background: [{ start: () => worker.start(), stop: () => worker.stop(MAIL_DRAIN) }],
      metrics,
    };
  },
});
