import type { Clock } from '../../core/clock.js';
import type { LockedUser } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import type { SecretBox } from '../../core/secret-box.js';
import { timeOrderedUuid } from '../../core/uuid.js';
import type { RawTransaction, Transaction } from '../database/client.js';
import { encryptMail } from './encrypted-mail.js';
import type { MailAllowance } from './mail-allowance.js';
import type { OutgoingMail } from './outgoing-mail.js';

export interface OutboxDeps {
  clock: Clock;
  randomness: Randomness;
  box: SecretBox;
  allowance: Pick<MailAllowance, 'allows'>;
}

/** Stores a mail in the transaction of the change that causes it: both are committed, or neither (REG-13). */
export class Outbox {
  readonly #withMail = new WeakSet<RawTransaction>();
  #wake: () => void = () => {};

  constructor(private readonly deps: OutboxDeps) {}

  /**
   * @param wanted null if there is no recipient. A row is written all the same and discarded unsent, so that
   * neither response time nor work reveals whether the account exists (LOG-3). A mail over the limit of its
   * mailbox is treated the same way.
   * @param expiresAt the mail is useless from then on and is not sent
   */
  async put(tx: RawTransaction, wanted: OutgoingMail | null, expiresAt: Date): Promise<void> {
    const mail = (await this.deps.allowance.allows(wanted)) ? wanted : null;
    const now = this.deps.clock.now();
    const id = timeOrderedUuid(now, this.deps.randomness);
    const sealed = encryptMail(this.deps.box, id, mail);
    // Always set, so that a row does not reveal whether the address has an account (LOG-3).
    const linkOf = wanted?.linkOf ?? this.deps.randomness.uuid();
    await tx.$executeRaw`/* outbox.put */
      INSERT INTO outbox_mails (id, sealed, link_of, due_at, expires_at, created_at)
      VALUES (${id}::uuid, ${sealed}::bytea, ${linkOf}::uuid, ${now}, ${expiresAt}, ${now})`;
    this.#withMail.add(tx);
  }

  /**
   * Deletes the waiting mails that carry a link of the user, because the links have been revoked. Security
   * notifications stay: an attacker who took the account over must not be able to cancel them (PR-8).
   */
  async clearTokens(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.outboxMail.deleteMany({ where: { linkOf: userId } });
  }

  /**
   * Called after every commit. Without this call the mail is sent a little later, at the next look at the
   * table.
   */
  committed(tx: RawTransaction): void {
    if (this.#withMail.delete(tx)) this.#wake();
  }

  /** @param wake called when a mail can be sent. It neither waits nor throws. */
  whenFilled(wake: () => void): void {
    this.#wake = wake;
  }
}
