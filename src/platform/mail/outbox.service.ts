import type { Clock } from '../../core/clock.js';
import type { Randomness } from '../../core/randomness.js';
import type { SecretBox } from '../../core/secret-box.js';
import { timeOrderedUuid } from '../../core/uuid.js';
import type { Transaction } from '../database/client.js';
import type { MailAllowance } from './mail-allowance.js';
import type { OutgoingMail } from './outgoing-mail.js';
import { sealMail } from './sealed-mail.js';

export interface OutboxDeps {
  clock: Clock;
  randomness: Randomness;
  box: SecretBox;
  allowance: Pick<MailAllowance, 'allows'>;
}

/** Where a mail is put by the change that causes it: both are written, or neither (REG-13). */
export class Outbox {
  readonly #withMail = new WeakSet<Transaction>();
  #wake: () => void = () => {};

  constructor(private readonly deps: OutboxDeps) {}

  /**
   * @param wanted null where there is nobody to write to: a row is written all the same, and thrown away unsent, so
   * that neither time nor work tells (LOG-3). So it is where the mailbox has had enough mails of this kind
   * @param expiresAt from when on the mail is of no use, and not sent any more
   */
  async put(tx: Transaction, wanted: OutgoingMail | null, expiresAt: Date): Promise<void> {
    const mail = (await this.deps.allowance.allows(wanted)) ? wanted : null;
    const now = this.deps.clock.now();
    const id = timeOrderedUuid(now, this.deps.randomness);
    const sealed = sealMail(this.deps.box, id, mail);
    // Of the same look for every mail: whether there was anybody to write to is told by none (LOG-3).
    const linkOf = wanted?.linkOf ?? this.deps.randomness.uuid();
    await tx.outboxMail.createMany({ data: [{ id, sealed, linkOf, dueAt: now, expiresAt, createdAt: now }] });
    this.#withMail.add(tx);
  }

  /**
   * A change that ends a user's links ends the mails that wait with them. Notices stay: they tell of the change, and
   * whoever took the account over must not be able to take them back (PR-8).
   */
  async clearTokens(tx: Transaction, userId: string): Promise<void> {
    await tx.outboxMail.deleteMany({ where: { linkOf: userId } });
  }

  /** Told of every commit. A mail that nobody tells of leaves a little later: at the next look into the table. */
  committed(tx: Transaction): void {
    if (this.#withMail.delete(tx)) this.#wake();
  }

  /** @param wake called when a mail can be sent; it neither waits nor throws */
  whenFilled(wake: () => void): void {
    this.#wake = wake;
  }
}
