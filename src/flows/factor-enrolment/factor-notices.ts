import type { Clock } from '../../core/clock.js';
import type { AuthEvent, AuthEventOf } from '../../core/events.js';
import type { UserId } from '../../core/ids.js';
import { type Account, Role } from '../../core/viewer.js';
import type { TransactionalEventHandler } from '../../platform/audit/event-subscriber.js';
import type { RawTransaction } from '../../platform/database/client.js';
import { NOTIFICATION_LIFE, notificationMail } from '../../platform/mail/notification-mail.js';
import type { Outbox } from '../../platform/mail/outbox.service.js';

type Kind = 'administratorFactorAdded' | 'administratorFactorRemoved' | 'secondFactorsReset';
type Told = AuthEventOf<
  'administrator_factor_added' | 'administrator_factor_removed' | 'second_factors_reset'
>;

export interface FactorNoticesDeps {
  clock: Clock;
  outbox: Pick<Outbox, 'put'>;
  administrators: { others(tx: RawTransaction, userId: UserId, now: Date): Promise<Account[]> };
  limits: { allows(rule: 'securityNotice', subject: string): Promise<boolean> };
}

/**
 * Mails every other administrator when one enrols a first factor or loses the last one, and mails the user whose
 * factors were reset. The mail is written in the transaction of the event, so it cannot get lost.
 */
export class FactorNotices implements TransactionalEventHandler {
  constructor(private readonly deps: FactorNoticesDeps) {}

  concerns({ type }: AuthEvent): boolean {
    return (
      type === 'administrator_factor_added' ||
      type === 'administrator_factor_removed' ||
      type === 'second_factors_reset'
    );
  }

  async handle(tx: RawTransaction, event: AuthEvent): Promise<void> {
    const { type, account } = event as Told;
    if (type === 'administrator_factor_added')
      return this.#tellOthers(tx, 'administratorFactorAdded', account);
    if (type === 'second_factors_reset') await this.#tell(tx, 'secondFactorsReset', account);
    if (account.role === Role.ADMIN) await this.#tellOthers(tx, 'administratorFactorRemoved', account);
  }

  async #tellOthers(tx: RawTransaction, kind: Kind, { id }: Account): Promise<void> {
    for (const other of await this.deps.administrators.others(tx, id, this.deps.clock.now()))
      await this.#tell(tx, kind, other);
  }

  /** Every mail is about the act of another person, so it tells the time and nothing about that person. */
  async #tell(tx: RawTransaction, kind: Kind, reader: Account): Promise<void> {
    if (!(await this.deps.limits.allows('securityNotice', `${reader.email.toLowerCase()} ${kind}`))) return;
    const at = this.deps.clock.now();
    await this.deps.outbox.put(tx, notificationMail(kind, reader, { at }), NOTIFICATION_LIFE.after(at));
  }
}
