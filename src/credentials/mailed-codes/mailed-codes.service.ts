import type { Clock } from '../../core/clock.js';
import type { Duration } from '../../core/duration.js';
import { type LockedUser, NOBODY, type SessionId, type UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import type { KeyedHash } from '../../core/secret-box.js';
import { isSameSecret, issueSecretToken, readSecretToken } from '../../core/secret-token.js';
import type { UserTable } from '../../platform/capabilities/table.js';
import type { Database, RawTransaction, Transaction } from '../../platform/database/client.js';
import { columnsOf, type RowOf } from '../../platform/database/columns.js';
import { newMailedCode, readMailedCode } from './mailed-code.js';

/** The attempts of one challenge. */
export const MOST_CODE_ATTEMPTS = 5;
/** The live codes of an account that strangers may ask for. Known devices may ask for as many besides. */
const MOST_LIVE = 3;

/** What a new user chose, until the code proves the address. */
export interface PendingRegistration {
  /** Null if the service derives one from the address. */
  readonly username: string | null;
  readonly displayName: string | null;
  readonly languageCode: string;
  readonly referralCode: string | null;
}

export interface NewMailedCode {
  /** The address as the client sent it. Wrong codes are counted by it. */
  readonly email: string;
  /** The account that the code signs in to; null for none. The caller has locked it. */
  readonly account: { readonly id: LockedUser; readonly credentialsEpoch: number } | null;
  /** What a new user chose; null for a sign-in. */
  readonly registration: PendingRegistration | null;
  /** The session that the code lifts; none for a code that opens one. */
  readonly sessionId?: SessionId;
  /** The challenge that the same client got before. It ends. */
  readonly replaces: string | null;
  /** Whether the account knows the device of the request. */
  readonly fromKnownDevice: boolean;
  readonly lifetime: Duration;
}

/** A code that was stored. Neither text is stored. */
export interface IssuedCode {
  /** For the client that asked. */
  readonly challenge: string;
  /** For the mail; null if the account has enough live codes. */
  readonly code: string | null;
  readonly expiresAt: Date;
}

const OPEN = columnsOf('MailedCode', 'c', [
  'id',
  'codeDigest',
  'userId',
  'credentialsEpoch',
  'email',
  'attempts',
]);
/** As text, because the drivers do not agree on how to read JSON. */
type CodeRow = RowOf<typeof OPEN> & { readonly registration: string | null };

/** A challenge that a client presented. */
export interface OpenCode {
  readonly id: string;
  readonly userId: UserId | null;
  readonly credentialsEpoch: number | null;
  readonly email: string;
  readonly registration: PendingRegistration | null;
  readonly attemptsLeft: number;
  /** Whether the typed code is the mailed one. */
  readonly isRight: boolean;
}

/**
 * Stores the codes that are mailed to sign in and to register. A code works only together with the challenge of the
 * client that asked for it. So a mail scanner that opens the link, a reader of a forwarded mail and a stranger who sends
 * a link to somebody sign nobody in.
 */
export class MailedCodes implements UserTable {
  constructor(
    private readonly deps: { database: Database; clock: Clock; randomness: Randomness; hash: KeyedHash },
  ) {}

  /**
   * Stores a code. For an address without an account it writes the same row in the same statement, so that its time
   * reveals nothing (user enumeration, LOG-3).
   *
   * Three codes of an account live at once. Another request mails none, so a stranger can neither end the user's codes
   * nor flood the mailbox. A known device has as many besides, so strangers cannot keep it from getting a code.
   */
  async issue(tx: RawTransaction, wanted: NewMailedCode): Promise<IssuedCode> {
    const { randomness, clock, hash } = this.deps;
    const { email, account, registration, sessionId = null, replaces, fromKnownDevice, lifetime } = wanted;
    const { text, digest } = issueSecretToken(randomness);
    const id = randomness.uuid();
    const code = newMailedCode(randomness);
    const now = clock.now();
    const expiresAt = lifetime.after(now);
    const replaced = (replaces === null ? null : readSecretToken(replaces)) ?? digest;
    const most = fromKnownDevice ? 2 * MOST_LIVE : MOST_LIVE;
    const purpose = purposeOf(wanted);
    const chosen = registration && JSON.stringify(registration);
    const [issued] = await tx.$queryRaw<{ mailed: boolean }[]>`/* mailed-codes.issue */
      WITH replaced AS (
        DELETE FROM mailed_codes WHERE digest = ${replaced}::bytea
      ), live AS (
        SELECT count(*) AS codes FROM mailed_codes c
        WHERE c.user_id = ${account?.id ?? NOBODY}::uuid AND c.expires_at > ${now}::timestamp
          AND c.digest <> ${replaced}::bytea
      ), issued AS (
        INSERT INTO mailed_codes AS c (id, purpose, digest, code_digest, user_id, credentials_epoch, session_id, email,
                                       registration, created_at, expires_at)
        SELECT ${id}::uuid, ${purpose}::"MailedCodePurpose", ${digest}::bytea,
               ${hash.digest(`${id}:${code}`)}::bytea, CASE WHEN live.codes < ${most} THEN ${account?.id ?? null}::uuid END,
               ${account?.credentialsEpoch ?? null}::int, ${sessionId}::uuid, ${email}, ${chosen}::jsonb,
               ${now}::timestamp, ${expiresAt}::timestamp
        FROM live RETURNING c.user_id, c.registration)
      SELECT user_id IS NOT NULL OR registration IS NOT NULL AS mailed FROM issued`;
    return { challenge: text, code: issued?.mailed === true ? code : null, expiresAt };
  }

  /**
   * Counts an attempt in a statement of its own, and compares the code afterwards. So of any number of concurrent
   * guesses, five are checked.
   * @param sessionId the session to lift; null to open one. A challenge of the other kind is unknown
   * @returns null for an unknown, used, expired or exhausted challenge
   */
  async attempt(
    challenge: string,
    typed: string,
    sessionId: SessionId | null = null,
  ): Promise<OpenCode | null> {
    const digest = readSecretToken(challenge);
    if (digest === null) return null;
    const [row] = await this.deps.database.rows<CodeRow>`/* mailed-codes.attempt */
      UPDATE mailed_codes c SET attempts = c.attempts + 1
      WHERE c.digest = ${digest}::bytea AND c.attempts < ${MOST_CODE_ATTEMPTS}
        AND c.expires_at > ${this.deps.clock.now()}::timestamp
        AND c.session_id IS NOT DISTINCT FROM ${sessionId}::uuid
      RETURNING ${OPEN}, c.registration::text AS registration`;
    if (row === undefined) return null;
    return {
      id: row.id,
      userId: row.userId,
      credentialsEpoch: row.credentialsEpoch,
      email: row.email ?? '',
      registration: row.registration === null ? null : (JSON.parse(row.registration) as PendingRegistration),
      attemptsLeft: MOST_CODE_ATTEMPTS - row.attempts,
      isRight: this.#isRight(row, typed),
    };
  }

  /**
   * Uses a code up. Of concurrent calls, one gets true.
   * @param _owner the user of the code, locked first, because another order deadlocks with a change of the user; null
   * for a registration, whose user does not exist yet
   */
  async consume(tx: RawTransaction, _owner: LockedUser | null, id: string): Promise<boolean> {
    const gone = await tx.$queryRaw<unknown[]>`/* mailed-codes.consume */
      DELETE FROM mailed_codes WHERE id = ${id}::uuid RETURNING id`;
    return gone.length > 0;
  }

  /**
   * Every change of the user ends the codes that were mailed before it. The rows stay as those of an address without an
   * account, so a client that holds a challenge does not learn of the change.
   */
  async clearTokens(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.mailedCode.updateMany({ where: { userId }, data: { userId: null } });
  }

  purge(tx: Transaction, now: Date, limit: number): Promise<number> {
    return tx.$executeRaw`/* mailed-codes.purge */
      DELETE FROM mailed_codes WHERE id IN (
        SELECT id FROM mailed_codes WHERE expires_at <= ${now} LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  }

  /** A code lives for minutes and tells nothing but that a sign-in has begun. */
  async exportOf(): Promise<object> {
    return {};
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.mailedCode.deleteMany({ where: { userId } });
  }

  /** Also compares with the digest under the previous AUTH_SECRET, so that its rotation ends no code. */
  #isRight({ id, codeDigest }: RowOf<typeof OPEN>, typed: string): boolean {
    const value = `${id}:${readMailedCode(typed) ?? ''}`;
    const { hash } = this.deps;
    const digests = [hash.digest(value), hash.previousDigest(value)];
    return codeDigest !== null && digests.some((one) => one !== null && isSameSecret(one, codeDigest));
  }
}

function purposeOf({ registration, sessionId }: NewMailedCode): 'SIGN_IN' | 'REGISTRATION' | 'STEP_UP' {
  if (sessionId !== undefined) return 'STEP_UP';
  return registration === null ? 'SIGN_IN' : 'REGISTRATION';
}
