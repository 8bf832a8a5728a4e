import { type AccountRow, accountColumns, isActive, toAccount } from '../../accounts/users/account-row.js';
import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import type { Randomness } from '../../core/randomness.js';
import { issueSecretToken, readSecretToken } from '../../core/secret-token.js';
import type { Account } from '../../core/viewer.js';
import type { UserTable } from '../../platform/capabilities/table.js';
import { type Database, Prisma, type Transaction } from '../../platform/database/client.js';

/** What a mailed token proves. A token of one purpose is nothing at all to another. */
export type Purpose = 'PASSWORD_RESET' | 'EMAIL_VERIFICATION' | 'EMAIL_CHANGE';

/** What a token is issued for, and what it will prove. */
export interface Issue {
  readonly purpose: Purpose;
  readonly userId: string;
  /** The address that it is mailed to: it proves that one and no other (EV-1). */
  readonly email: string;
  /** The session that may outlive what the token brings about. */
  readonly sessionId?: string | null;
}

/** What a token says of itself. */
export interface IssuedToken {
  readonly email: string | null;
  readonly sessionId: string | null;
}

/** A token of a user who asked for one by email. */
export interface IssuedByEmail {
  readonly account: Account;
  /** Null while the mailbox has links enough that are good. */
  readonly token: string | null;
}

/**
 * Secrets that are mailed and prove, once, that their bearer reads the mailbox. Only their digests are stored. A user has
 * one token a purpose, and the newest replaces the one before it; of tokens that were asked for by email, the two newest
 * are good (PR-1).
 */
export class OneTimeTokens implements UserTable {
  constructor(private readonly deps: { database: Database; clock: Clock; randomness: Randomness }) {}

  /**
   * Issues a token to the active user with this email. A request that names nobody writes a row all the same, in
   * the same statement with the same commit, so that its time tells nothing (LOG-3); no token leads to that row.
   * The user's row is locked first, as every change does, so that no link outlives a change under way.
   *
   * Anybody may ask, so nobody must be able to use up the user's tokens or to end them by asking: while two tokens are
   * good and the newer one has more than half its life left, none is issued. So at most one is issued in half a life once
   * two are good, each lives for half its life at least, and whoever reads the mailbox has one that does so from now on.
   * The condition is part of the update, which sees the row as it is then: of many requests at once, two issue a token.
   * @returns null when there is nobody
   */
  async issueByEmail(
    tx: Transaction,
    purpose: Purpose,
    emailKey: string | null,
    lifetime: Duration,
  ): Promise<IssuedByEmail | null> {
    const { text, digest } = issueSecretToken(this.deps.randomness);
    const now = this.deps.clock.now();
    const half = Duration.milliseconds(lifetime.milliseconds / 2);
    const enough = Prisma.sql`(t.previous_expires_at > ${now}::timestamp AND t.expires_at > ${half.after(now)}::timestamp)`;
    const [row] = await tx.$queryRaw<(AccountRow & { issued: boolean })[]>`
      WITH recipient AS (
        SELECT * FROM users u WHERE u.email_key = ${emailKey} AND ${isActive(now)} FOR NO KEY UPDATE
      ), issued AS (
        INSERT INTO one_time_tokens AS t (id, purpose, user_id, digest, email, created_at, expires_at)
        VALUES (${this.deps.randomness.uuid()}::uuid, ${purpose}::"OneTimeTokenPurpose",
                (SELECT id FROM recipient), ${digest}, (SELECT email FROM recipient), ${now}, ${lifetime.after(now)})
        ON CONFLICT (user_id, purpose) DO UPDATE SET
          digest = CASE WHEN ${enough} THEN t.digest ELSE EXCLUDED.digest END,
          email = EXCLUDED.email,
          created_at = CASE WHEN ${enough} THEN t.created_at ELSE EXCLUDED.created_at END,
          expires_at = CASE WHEN ${enough} THEN t.expires_at ELSE EXCLUDED.expires_at END,
          previous_digest = CASE WHEN ${enough} THEN t.previous_digest ELSE t.digest END,
          previous_expires_at = CASE WHEN ${enough} THEN t.previous_expires_at ELSE t.expires_at END
        RETURNING t.digest
      )
      SELECT ${accountColumns}, (SELECT digest FROM issued) = ${digest}::bytea AS issued FROM recipient u`;
    if (row === undefined) return null;
    const { issued, ...account } = row;
    return { account: toAccount(account, now), token: issued ? text : null };
  }

  /**
   * Issues a token to a user whose row the caller has locked.
   * @returns the token, for the mail alone
   */
  async issue(tx: Transaction, issue: Issue, lifetime: Duration): Promise<string> {
    const { text, digest } = issueSecretToken(this.deps.randomness);
    const now = this.deps.clock.now();
    await tx.$executeRaw`
      INSERT INTO one_time_tokens AS t (id, purpose, user_id, digest, email, session_id, created_at, expires_at)
      VALUES (${this.deps.randomness.uuid()}::uuid, ${issue.purpose}::"OneTimeTokenPurpose", ${issue.userId}::uuid,
              ${digest}, ${issue.email}, ${issue.sessionId ?? null}::uuid, ${now}, ${lifetime.after(now)})
      ${REPLACING}`;
    return text;
  }

  /** Whose token this is, while it is good. Reading does not use it up: a weak password must not burn the link. */
  async findOwner(purpose: Purpose, token: string): Promise<Account | null> {
    const digest = readSecretToken(token);
    if (digest === null) return null;
    const now = this.deps.clock.now();
    const rows = await this.deps.database.$queryRaw<AccountRow[]>`
      SELECT ${accountColumns} FROM one_time_tokens t JOIN users u ON u.id = t.user_id
      WHERE ${isGood(digest, now)} AND t.purpose = ${purpose}::"OneTimeTokenPurpose" AND ${isActive(now)}`;
    return rows[0] === undefined ? null : toAccount(rows[0], now);
  }

  /** Uses the token up, and the one before it. Of any number of consumers at once, one is told what it says; the others, null. */
  async consume(tx: Transaction, purpose: Purpose, token: string): Promise<IssuedToken | null> {
    const digest = readSecretToken(token);
    if (digest === null) return null;
    const [consumed] = await tx.$queryRaw<IssuedToken[]>`
      DELETE FROM one_time_tokens t
      WHERE ${isGood(digest, this.deps.clock.now())} AND t.purpose = ${purpose}::"OneTimeTokenPurpose"
        AND t.user_id IS NOT NULL
      RETURNING t.email, t.session_id AS "sessionId"`;
    return consumed ?? null;
  }

  /** Takes out tokens past their time, and the rows of requests that named nobody. */
  purge(tx: Transaction, now: Date, limit: number): Promise<number> {
    return tx.$executeRaw`
      DELETE FROM one_time_tokens WHERE id IN (
        SELECT id FROM one_time_tokens WHERE expires_at <= ${now} LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  }

  /** Every change that ends sessions also ends what was mailed before it. */
  async clearTokens(tx: Transaction, userId: string): Promise<void> {
    await tx.oneTimeToken.deleteMany({ where: { userId } });
  }

  async exportOf(userId: string): Promise<object> {
    const mailedLinks = await this.deps.database.oneTimeToken.findMany({
      where: { userId },
      omit: { id: true, userId: true, digest: true, previousDigest: true },
    });
    return { mailedLinks };
  }

  async forget(tx: Transaction, userId: string): Promise<void> {
    await tx.oneTimeToken.deleteMany({ where: { userId } });
  }
}

/** Whether `one_time_tokens t` has this token, and it is within its time. */
function isGood(digest: Uint8Array, now: Date): Prisma.Sql {
  return Prisma.sql`((t.digest = ${digest} AND t.expires_at > ${now})
    OR (t.previous_digest = ${digest} AND t.previous_expires_at > ${now}))`;
}

/** The newest token of a purpose is the only one (EV-1). */
const REPLACING = Prisma.sql`
  ON CONFLICT (user_id, purpose) DO UPDATE
    SET digest = EXCLUDED.digest, email = EXCLUDED.email, session_id = EXCLUDED.session_id,
        created_at = EXCLUDED.created_at, expires_at = EXCLUDED.expires_at`;
