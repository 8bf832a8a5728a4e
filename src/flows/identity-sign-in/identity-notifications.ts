import type { Clock } from '../../core/clock.js';
import { parseEmailAddress } from '../../core/email-address.js';
import type { AuthEvent } from '../../core/events.js';
import type { Account } from '../../core/viewer.js';
import type { TransactionalEventHandler } from '../../platform/audit/event-subscriber.js';
import type { RawTransaction } from '../../platform/database/client.js';
import { NOTIFICATION_LIFE, notificationMail } from '../../platform/mail/notification-mail.js';
import type { Outbox } from '../../platform/mail/outbox.service.js';
import type { identityMails } from './identity-sign-in.mails.js';

export interface IdentityNotificationsDeps {
  clock: Clock;
  limit: { allows(rule: 'securityNotice', subject: string): Promise<boolean> };
  outbox: Pick<Outbox, 'put'>;
}

interface Notice {
  readonly kind: keyof typeof identityMails;
  /** The account, once for each address that is told. */
  readonly readers: readonly Account[];
}

/**
 * Mails users about linked providers, in the transaction of the event. The address of the account is always told, and
 * that of the provider too, if it is another one: either of them may belong to somebody who knows nothing of the link.
 */
export class IdentityNotifications implements TransactionalEventHandler {
  constructor(private readonly deps: IdentityNotificationsDeps) {}

  concerns(event: AuthEvent): boolean {
    return noticeOf(event) !== null;
  }

  async handle(tx: RawTransaction, event: AuthEvent): Promise<void> {
    const { kind, readers } = noticeOf(event) ?? { readers: [] };
    for (const reader of readers) {
      if (kind === undefined) return;
      if (!(await this.deps.limit.allows('securityNotice', `${reader.email.toLowerCase()} ${kind}`)))
        continue;
      const at = this.deps.clock.now();
      const mail = notificationMail(kind, reader, { at, request: event.requestMeta });
      await this.deps.outbox.put(tx, mail, NOTIFICATION_LIFE.after(at));
    }
  }
}

function noticeOf(event: AuthEvent): Notice | null {
  if (event.type === 'identity_unlinked') return { kind: 'providerUnlinked', readers: [event.account] };
  // Somebody who signs up knows of it.
  if (event.type !== 'identity_linked' || event.atSignUp) return null;
  const { account, provenAddress } = event;
  const isOther = provenAddress !== null && provenAddress.key !== parseEmailAddress(account.email)?.key;
  const further = isOther ? [{ ...account, email: provenAddress.address, emailVerified: true }] : [];
  return { kind: 'providerLinked', readers: [account, ...further] };
}
