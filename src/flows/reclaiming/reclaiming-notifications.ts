import type { Clock } from '../../core/clock.js';
import type { AuthEvent } from '../../core/events.js';
import type { TransactionalEventHandler } from '../../platform/audit/event-subscriber.js';
import type { RawTransaction } from '../../platform/database/client.js';
import { NOTIFICATION_LIFE, notificationMail } from '../../platform/mail/notification-mail.js';
import type { Outbox } from '../../platform/mail/outbox.service.js';

/** Tells the owner of a mailbox what ended in their account, in the transaction that ended it. */
export class ReclaimingNotifications implements TransactionalEventHandler {
  constructor(private readonly deps: { clock: Clock; outbox: Pick<Outbox, 'put'> }) {}

  concerns({ type }: AuthEvent): boolean {
    return type === 'account_reclaimed';
  }

  async handle(tx: RawTransaction, event: AuthEvent): Promise<void> {
    if (event.type !== 'account_reclaimed') return;
    const at = this.deps.clock.now();
    const mail = notificationMail('accountReclaimed', event.account, { at, request: event.requestMeta });
    await this.deps.outbox.put(tx, mail, NOTIFICATION_LIFE.after(at));
  }
}
