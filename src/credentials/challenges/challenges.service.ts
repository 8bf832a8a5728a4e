import type { AuthMethod } from '../../core/assurance.js';
import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { asUserId, type LockedUser, type SessionId, type UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import { issueSecretToken, readSecretToken } from '../../core/secret-token.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { UserTable } from '../../platform/capabilities/table.js';
import {
  type Database,
  Prisma,
  type RawTransaction,
  type Transaction,
} from '../../platform/database/client.js';
import { columnsOf, type RowOf } from '../../platform/database/columns.js';

/** What a challenge is for. It is invalid for every other purpose (MFA-2, PK-1). */
export type ChallengePurpose =
  | 'SECOND_FACTOR'
  | 'PASSKEY_SIGN_IN'
  | 'PASSKEY_REGISTRATION'
  | 'PASSKEY_STEP_UP';

export const CHALLENGE_LIFE = Duration.minutes(5);
/** The attempts of one challenge, over all methods together (MFA-9). */
export const MOST_ATTEMPTS = 5;
/** How long an expired sign-in waits for the worker that tells its user. */
const UNTOLD_LIFE = Duration.minutes(24 * 60);

export interface NewChallenge {
  readonly purpose: ChallengePurpose;
  /** Null for a sign-in whose user is not known yet. */
  readonly userId: UserId | null;
  /** The session that an enrolment or a step-up belongs to. */
  readonly sessionId?: SessionId | null;
  /** The user's epoch when the first factor was proved. */
  readonly credentialsEpoch?: number | null;
  /** What the client has already proved. */
  readonly methods?: readonly AuthMethod[];
  /** The digest of what a passkey signs. */
  readonly nonce?: Uint8Array<ArrayBuffer> | null;
  /** Where a sign-in began, so that the user can be told if it is abandoned. */
  readonly requestMeta?: Pick<RequestMeta, 'ipAddress' | 'userAgent'>;
}

/** A sign-in that got no further than its first factor. */
export interface AbandonedSignIn {
  readonly userId: UserId;
  readonly createdAt: Date;
  readonly attempts: number;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
}

/** A challenge as the client gets it. The text is a secret and is not stored. */
export interface IssuedChallenge {
  readonly text: string;
  readonly expiresAt: Date;
}

const COUNTED = columnsOf('Challenge', 'c', [
  'id',
  'userId',
  'sessionId',
  'credentialsEpoch',
  'methods',
  'attempts',
]);
const NONCE = columnsOf('Challenge', 'c', ['nonce']);
const OPEN = Prisma.sql`${COUNTED}, ${NONCE}`;
const RENEWED = columnsOf('Challenge', 'c', ['userId', 'expiresAt']);
/** A challenge that a client presented. */
export type OpenChallenge = RowOf<typeof COUNTED> & RowOf<typeof NONCE>;

/** Stores the challenges. A row is one challenge; a used one leaves no row. */
export class Challenges implements UserTable {
  constructor(private readonly deps: { database: Database; clock: Clock; randomness: Randomness }) {}

  /**
   * A row for a user is written only while the user's epoch is the one that was read, so that no challenge outlives a
   * concurrent change.
   */
  async issue(challenge: NewChallenge): Promise<IssuedChallenge> {
    const { text, digest } = issueSecretToken(this.deps.randomness);
    const {
      purpose,
      userId,
      sessionId = null,
      credentialsEpoch = null,
      methods = [],
      nonce = null,
      requestMeta = { ipAddress: null, userAgent: null },
    } = challenge;
    const now = this.deps.clock.now();
    const expiresAt = CHALLENGE_LIFE.after(now);
    await this.deps.database.rows`/* challenges.issue */
      WITH owner AS (SELECT FROM users u WHERE u.id = ${userId}::uuid
                     AND u.credentials_epoch = COALESCE(${credentialsEpoch}::int, u.credentials_epoch) FOR KEY SHARE)
      INSERT INTO challenges (id, purpose, digest, user_id, session_id, credentials_epoch, methods, nonce,
                              ip_address, user_agent, created_at, expires_at)
      SELECT ${this.deps.randomness.uuid()}::uuid, ${purpose}::"ChallengePurpose", ${digest}::bytea, ${userId}::uuid,
             ${sessionId}::uuid, ${credentialsEpoch}::int, ${[...methods]}::text[], ${nonce}::bytea,
             ${requestMeta.ipAddress}, ${requestMeta.userAgent}, ${now}::timestamp, ${expiresAt}::timestamp
      WHERE ${userId}::uuid IS NULL OR EXISTS (SELECT FROM owner)`;
    return { text, expiresAt };
  }

  /**
   * Counts an attempt before anything is checked, in a statement of its own: of concurrent attempts, no more than the
   * most pass (MFA-9). It also takes the nonce, so what a passkey signed is good for one attempt (PK-1).
   * @returns null for an unknown, used, expired or exhausted challenge
   */
  async attempt(purpose: ChallengePurpose, text: string): Promise<OpenChallenge | null> {
    const digest = readSecretToken(text);
    if (digest === null) return null;
    const [open] = await this.deps.database.rows<OpenChallenge>`/* challenges.attempt */
      WITH before AS (SELECT c.id, c.nonce FROM challenges c WHERE ${this.#isGood(purpose, digest)} FOR UPDATE)
      UPDATE challenges c SET attempts = c.attempts + 1, nonce = NULL
      FROM before
      WHERE c.id = before.id AND c.attempts < ${MOST_ATTEMPTS}
      RETURNING ${COUNTED}, before.nonce AS nonce`;
    return open ?? null;
  }

  /**
   * Gives a challenge that still allows attempts the digest of what a passkey signs, in place of an earlier one.
   * @returns null for an unknown, used, expired or exhausted challenge
   */
  async renewNonce(
    purpose: ChallengePurpose,
    text: string,
    nonce: Uint8Array<ArrayBuffer>,
  ): Promise<{ readonly userId: UserId | null; readonly expiresAt: Date } | null> {
    const digest = readSecretToken(text);
    if (digest === null) return null;
    const [open] = await this.deps.database.rows<RowOf<typeof RENEWED>>`/* challenges.renewNonce */
      UPDATE challenges c SET nonce = ${nonce}::bytea
      WHERE ${this.#isGood(purpose, digest)} AND c.attempts < ${MOST_ATTEMPTS}
      RETURNING ${RENEWED}`;
    return open ?? null;
  }

  /**
   * Uses a challenge up at once, before the proof is checked, so that a failed attempt ends it (PK-1).
   * @returns null for an unknown, used or expired challenge
   */
  async take(purpose: ChallengePurpose, text: string): Promise<OpenChallenge | null> {
    const digest = readSecretToken(text);
    if (digest === null) return null;
    const [taken] = await this.deps.database.rows<OpenChallenge>`/* challenges.take */
      DELETE FROM challenges c WHERE ${this.#isGood(purpose, digest)} RETURNING ${OPEN}`;
    return taken ?? null;
  }

  /**
   * Uses a challenge up together with the proof. Of concurrent calls, one gets true.
   * @param _owner the user of the challenge, locked first: another order deadlocks with a change of the user
   */
  async consume(tx: RawTransaction, _owner: LockedUser, id: string): Promise<boolean> {
    const gone = await tx.$queryRaw<{ id: string }[]>`/* challenges.consume */
      DELETE FROM challenges WHERE id = ${id}::uuid RETURNING id`;
    return gone.length > 0;
  }

  /** Every change that ends sessions also ends what the user has begun before it. */
  async clearTokens(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.challenge.deleteMany({ where: { userId } });
  }

  purge(tx: Transaction, now: Date, limit: number): Promise<number> {
    return tx.$executeRaw`/* challenges.purge */
      DELETE FROM challenges WHERE id IN (
        SELECT id FROM challenges
        WHERE expires_at <= ${now} AND (purpose <> 'SECOND_FACTOR' OR expires_at <= ${UNTOLD_LIFE.before(now)})
        LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  }

  /** Lists expired sign-ins that nothing has told their users about, the oldest first. */
  async listAbandoned(limit: number): Promise<(AbandonedSignIn & { readonly id: string })[]> {
    const rows = await this.deps.database.challenge.findMany({
      where: { purpose: 'SECOND_FACTOR', expiresAt: { lte: this.deps.clock.now() }, userId: { not: null } },
      select: { id: true, userId: true, createdAt: true, attempts: true, ipAddress: true, userAgent: true },
      orderBy: { expiresAt: 'asc' },
      take: limit,
    });
    return rows.flatMap((row) => (row.userId === null ? [] : [{ ...row, userId: asUserId(row.userId) }]));
  }

  /** A challenge lives for minutes and tells nothing but that a step has begun. */
  async exportOf(): Promise<object> {
    return {};
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.challenge.deleteMany({ where: { userId } });
  }

  #isGood(purpose: ChallengePurpose, digest: Uint8Array): Prisma.Sql {
    return Prisma.sql`(c.digest = ${digest}::bytea AND c.purpose = ${purpose}::"ChallengePurpose"
      AND c.expires_at > ${this.deps.clock.now()}::timestamp)`;
  }
}
