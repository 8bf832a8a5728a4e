import type { Clock } from '../core/clock.js';
import type { Duration } from '../core/duration.js';
import type { Randomness } from '../core/randomness.js';
import { issueSecretToken, readSecretToken } from '../core/secret-token.js';
import type { Account } from '../core/viewer.js';
import { type Database, Prisma, type Transaction } from '../database/client.js';
import { type AccountRow, accountColumns, isActive, toAccount } from '../users/account-row.js';
import type { TokenHolder } from '../users/user-changes.js';

/** What a mailed token proves. A token of one purpose is nothing at all to another. */
export type Purpose = 'PASSWORD_RESET';

/** How many rows of nobody one request sweeps up: more than it adds. */
const SWEEP_LIMIT = 10;

/**
 * Secrets that are mailed and prove, once, that their bearer reads the mailbox. Only their digests are stored;
 * a user has one token a purpose, and the newest replaces the one before it (PR-1).
 */
export class OneTimeTokens implements TokenHolder {
  constructor(private readonly deps: { database: Database; clock: Clock; randomness: Randomness }) {}

  /**
   * Issues a token to the active user with this email. A request that names nobody writes a row all the same, in
   * the same statement with the same commit, so that its time tells nothing (LOG-3); no token leads to that row.
   * The user's row is locked first, as every change does, so that no link outlives a change under way.
   * @returns the token and whom to mail it to, or null when there is nobody
   */
  async issueByEmail(
    purpose: Purpose,
    emailKey: string | null,
    lifetime: Duration,
  ): Promise<{ token: string; account: Account } | null> {
    const { text, digest } = issueSecretToken(this.deps.randomness);
    const now = this.deps.clock.now();
    const rows = await this.deps.database.$queryRaw<AccountRow[]>`
      WITH swept AS (${sweepNobodys(now)}), recipient AS (
        SELECT * FROM users u WHERE u.email_key = ${emailKey} AND ${isActive(now)} FOR NO KEY UPDATE
      ), issued AS (
        INSERT INTO one_time_tokens AS t (id, purpose, user_id, digest, created_at, expires_at)
        VALUES (${this.deps.randomness.uuid()}::uuid, ${purpose}::"OneTimeTokenPurpose",
                (SELECT id FROM recipient), ${digest}, ${now}, ${lifetime.after(now)})
        ON CONFLICT (user_id, purpose) DO UPDATE
          SET digest = EXCLUDED.digest, created_at = EXCLUDED.created_at, expires_at = EXCLUDED.expires_at
      )
      SELECT ${accountColumns} FROM recipient u`;
    return rows[0] === undefined ? null : { token: text, account: toAccount(rows[0], now) };
  }

  /** Whose token this is, while it is good. Reading does not use it up: a weak password must not burn the link. */
  async findOwner(purpose: Purpose, token: string): Promise<Account | null> {
    const digest = readSecretToken(token);
    if (digest === null) return null;
    const now = this.deps.clock.now();
    const rows = await this.deps.database.$queryRaw<AccountRow[]>`
      SELECT ${accountColumns} FROM one_time_tokens t JOIN users u ON u.id = t.user_id
      WHERE t.digest = ${digest} AND t.purpose = ${purpose}::"OneTimeTokenPurpose" AND t.expires_at > ${now}
        AND ${isActive(now)}`;
    return rows[0] === undefined ? null : toAccount(rows[0], now);
  }

  /** Uses the token up. Of any number of consumers at once, one is told true. */
  async consume(tx: Transaction, purpose: Purpose, token: string): Promise<boolean> {
    const digest = readSecretToken(token);
    if (digest === null) return false;
    const { count } = await tx.oneTimeToken.deleteMany({
      where: { digest, purpose, userId: { not: null }, expiresAt: { gt: this.deps.clock.now() } },
    });
    return count === 1;
  }

  /** Every change that ends sessions also ends what was mailed before it. */
  async clearTokens(tx: Transaction, userId: string): Promise<void> {
    await tx.oneTimeToken.deleteMany({ where: { userId } });
  }
}

/** A user has one row a purpose, so only the rows of nobody can grow in number. */
function sweepNobodys(now: Date): Prisma.Sql {
  return Prisma.sql`
    DELETE FROM one_time_tokens WHERE id IN (
      SELECT id FROM one_time_tokens WHERE user_id IS NULL AND expires_at <= ${now}
      LIMIT ${SWEEP_LIMIT} FOR UPDATE SKIP LOCKED
    )`;
}
