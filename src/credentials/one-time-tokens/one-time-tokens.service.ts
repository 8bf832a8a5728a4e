import { type AccountRow, accountColumns, isActive, toAccount } from '../../accounts/users/account-row.js';
import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import type { LockedUser, SessionId, UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import { issueSecretToken, readSecretToken } from '../../core/secret-token.js';
import type { Account } from '../../core/viewer.js';
import type { UserTable } from '../../platform/capabilities/table.js';
import { type Database, Prisma, type Transaction } from '../../platform/database/client.js';
import { columnsOf, type RowOf } from '../../platform/database/columns.js';

/** What a mailed token is for. A token issued for one purpose is invalid for every other. */
export type Purpose =
  | 'PASSWORD_RESET'
  | 'EMAIL_VERIFICATION'
  | 'EMAIL_CHANGE'
  | 'INVITATION'
  | 'FACTOR_ENROLMENT';

/** A request to issue a token. */
export interface Issue {
  readonly purpose: Purpose;
  readonly userId: LockedUser;
  /** The address that the token is mailed to. The token proves control of this address only (EV-1). */
  readonly email: string;
  /** The session that stays open when the token is used and every other session ends. */
  readonly sessionId?: SessionId | null;
}

/** The data stored with a consumed token. */
export type IssuedToken = RowOf<typeof ISSUED>;
const ISSUED = columnsOf('OneTimeToken', 't', ['email', 'sessionId']);

/** The address that a used token was mailed to, and its owner. */
export type UsedToken = RowOf<typeof OWNER> & RowOf<typeof MAILED_TO>;
const OWNER = columnsOf('User', 'u', ['id', 'emailKey', 'emailVerifiedAt']);
const MAILED_TO = columnsOf('OneTimeToken', 't', ['email']);

/** A token that was requested with an email address. */
export interface IssuedByEmail {
  readonly account: Account;
  /** Null while the mailbox already has enough valid links. */
  readonly token: string | null;
}

/**
 * One-time secrets that are mailed to a user and prove that the bearer reads the mailbox. Only their digests
 * are stored. A user has one token per purpose, and a new one replaces the old one. Tokens requested with an
 * email address are the exception: the two newest are valid (PR-1).
 */
export class OneTimeTokens implements UserTable {
  constructor(private readonly deps: { database: Database; clock: Clock; randomness: Randomness }) {}

  /**
   * Issues a token to the active user with this email address. A request for an unknown address writes a row
   * too, in the same statement and the same commit, so that its time reveals nothing (user enumeration,
   * LOG-3). No token leads to that row. The user's row is locked first, as in every change, so that no link
   * outlives a concurrent change.
   *
   * Anyone may request a token, so an attacker must not be able to use up or invalidate the user's tokens. No
   * token is issued while two are valid and the newer one has more than half its lifetime left. So every
   * token lives for at least half its lifetime, and the mailbox always has one with that much left. The
   * condition is part of the update and sees the current row: of many concurrent requests, two issue a token.
   * @returns null when no active user has this address
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
    const [row] = await tx.$queryRaw<(AccountRow & { issued: boolean })[]>`/* one-time-tokens.issueByEmail */
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

  /** @returns the token; pass it to the mail and to nothing else */
  async issue(tx: Transaction, issue: Issue, lifetime: Duration): Promise<string> {
    const { text, digest } = issueSecretToken(this.deps.randomness);
    const now = this.deps.clock.now();
    await tx.$executeRaw`/* one-time-tokens.issue */
      INSERT INTO one_time_tokens AS t (id, purpose, user_id, digest, email, session_id, created_at, expires_at)
      VALUES (${this.deps.randomness.uuid()}::uuid, ${issue.purpose}::"OneTimeTokenPurpose", ${issue.userId}::uuid,
              ${digest}, ${issue.email}, ${issue.sessionId ?? null}::uuid, ${now}, ${lifetime.after(now)})
      ${REPLACING}`;
    return text;
  }

  /** Whether the user has a valid token of this purpose that was issued after this time. */
  async hasSince(tx: Transaction, userId: LockedUser, purpose: Purpose, since: Date): Promise<boolean> {
    const issued = { createdAt: { gt: since }, expiresAt: { gt: this.deps.clock.now() } };
    return (await tx.oneTimeToken.count({ where: { userId, purpose, ...issued } })) > 0;
  }

  /**
   * Returns the owner of a valid token, or null. It does not consume the token, so a rejected password does
   * not burn the link.
   */
  async findOwner(purpose: Purpose, token: string): Promise<Account | null> {
    const digest = readSecretToken(token);
    if (digest === null) return null;
    const now = this.deps.clock.now();
    const rows = await this.deps.database.$queryRaw<AccountRow[]>`/* one-time-tokens.findOwner */
      SELECT ${accountColumns} FROM one_time_tokens t JOIN users u ON u.id = t.user_id
      WHERE ${isGood(digest, now)} AND t.purpose = ${purpose}::"OneTimeTokenPurpose" AND ${isActive(now)}`;
    return rows[0] === undefined ? null : toAccount(rows[0], now);
  }

  /** Returns the time when a valid token expires, or null. */
  async findExpiry(purpose: Purpose, token: string): Promise<Date | null> {
    const digest = readSecretToken(token);
    if (digest === null) return null;
    const now = this.deps.clock.now();
    const [row] = await this.deps.database.$queryRaw<{ expiresAt: Date }[]>`/* one-time-tokens.findExpiry */
      SELECT CASE WHEN t.digest = ${digest} THEN t.expires_at ELSE t.previous_expires_at END AS "expiresAt"
      FROM one_time_tokens t JOIN users u ON u.id = t.user_id
      WHERE ${isGood(digest, now)} AND t.purpose = ${purpose}::"OneTimeTokenPurpose" AND ${isActive(now)}`;
    return row?.expiresAt ?? null;
  }

  /**
   * Uses the token once, like `consume`, and keeps it until it expires, for `findUsed`.
   * @param _owner the owner of the token, locked first
   */
  async use(
    tx: Transaction,
    _owner: LockedUser,
    purpose: Purpose,
    token: string,
  ): Promise<IssuedToken | null> {
    const digest = readSecretToken(token);
    if (digest === null) return null;
    const now = this.deps.clock.now();
    const [used] = await tx.$queryRaw<IssuedToken[]>`/* one-time-tokens.use */
      UPDATE one_time_tokens t SET used_at = ${now}
      WHERE ${isGood(digest, now)} AND t.purpose = ${purpose}::"OneTimeTokenPurpose" AND t.user_id IS NOT NULL
      RETURNING ${ISSUED}`;
    return used ?? null;
  }

  /**
   * Returns the address that a used token was mailed to, and the owner's present one. Mail scanners open links
   * before their readers, and readers open them twice.
   */
  async findUsed(purpose: Purpose, token: string): Promise<UsedToken | null> {
    const digest = readSecretToken(token);
    if (digest === null) return null;
    const now = this.deps.clock.now();
    const [row] = await this.deps.database.$queryRaw<UsedToken[]>`/* one-time-tokens.findUsed */
      SELECT ${OWNER}, ${MAILED_TO}
      FROM one_time_tokens t JOIN users u ON u.id = t.user_id
      WHERE t.digest = ${digest} AND t.used_at IS NOT NULL AND t.expires_at > ${now}
        AND t.purpose = ${purpose}::"OneTimeTokenPurpose" AND ${isActive(now)}`;
    return row ?? null;
  }

  /**
   * Consumes the token and the one before it. Of concurrent calls with one token, one gets its data and the
   * others get null.
   * @param _owner the owner of the token, locked first: every change locks the user before the rows of the
   * user, and another order could deadlock with it
   */
  async consume(
    tx: Transaction,
    _owner: LockedUser,
    purpose: Purpose,
    token: string,
  ): Promise<IssuedToken | null> {
    const digest = readSecretToken(token);
    if (digest === null) return null;
    const [consumed] = await tx.$queryRaw<IssuedToken[]>`/* one-time-tokens.consume */
      DELETE FROM one_time_tokens t
      WHERE ${isGood(digest, this.deps.clock.now())} AND t.purpose = ${purpose}::"OneTimeTokenPurpose"
        AND t.user_id IS NOT NULL
      RETURNING ${ISSUED}`;
    return consumed ?? null;
  }

  /** Deletes expired tokens, and the rows of requests for unknown addresses. */
  purge(tx: Transaction, now: Date, limit: number): Promise<number> {
    return tx.$executeRaw`/* one-time-tokens.purge */
      DELETE FROM one_time_tokens WHERE id IN (
        SELECT id FROM one_time_tokens WHERE expires_at <= ${now} LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  }

  /** Every change that ends sessions also invalidates the links mailed before it. */
  async clearTokens(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.oneTimeToken.deleteMany({ where: { userId } });
  }

  async exportOf(userId: UserId): Promise<object> {
    const mailedLinks = await this.deps.database.oneTimeToken.findMany({
      where: { userId },
      omit: { id: true, userId: true, digest: true, previousDigest: true },
    });
    return { mailedLinks };
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.oneTimeToken.deleteMany({ where: { userId } });
  }
}

/** Whether the row `one_time_tokens t` holds this token, unused, and the token has not expired. */
function isGood(digest: Uint8Array, now: Date): Prisma.Sql {
  return Prisma.sql`(t.used_at IS NULL AND ((t.digest = ${digest} AND t.expires_at > ${now})
    OR (t.previous_digest = ${digest} AND t.previous_expires_at > ${now})))`;
}

/** A new token replaces the old one of the same purpose (EV-1). */
const REPLACING = Prisma.sql`
  ON CONFLICT (user_id, purpose) DO UPDATE
    SET digest = EXCLUDED.digest, email = EXCLUDED.email, session_id = EXCLUDED.session_id,
        created_at = EXCLUDED.created_at, expires_at = EXCLUDED.expires_at, used_at = NULL`;
