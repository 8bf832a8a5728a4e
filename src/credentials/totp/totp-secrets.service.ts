import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { AuthError } from '../../core/errors.js';
import type { LockedUser, SessionId, UserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import type { SecretBox } from '../../core/secret-box.js';
import type { UserChange } from '../../core/user-change.js';
import { isUuid } from '../../core/uuid.js';
import type { Viewer } from '../../core/viewer.js';
import type { UserTable } from '../../platform/capabilities/table.js';
import type { Database, RawTransaction, Transaction } from '../../platform/database/client.js';
import { secretContext } from './encrypted-totp-secrets.service.js';
import { SECRET_BYTES, stepOf } from './totp-code.js';

/** How long a new secret waits for its first code. */
export const ENROLMENT_LIFE = Duration.minutes(15);
/** The most confirmed authenticator apps of a user. */
export const MOST_APPS = 5;

/** A right code: the app whose code it is, and the time step. */
export interface RightCode {
  readonly id: string;
  readonly step: number;
}

/** A right code of a confirmed app. */
export interface RightCodeOfApp extends RightCode {
  /** Since when the app proves a second factor. */
  readonly since: Date;
}

/** An authenticator app as its user sees it. */
export interface AuthenticatorApp {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

const SHOWN = { id: true, name: true, createdAt: true, lastUsedAt: true } as const;

export interface TotpSecretsDeps {
  database: Database;
  clock: Clock;
  randomness: Randomness;
  box: SecretBox;
}

/** Stores the secrets of authenticator apps. A row is one app. */
export class TotpSecrets implements UserTable {
  constructor(private readonly deps: TotpSecretsDeps) {}

  /**
   * Stores a new secret that signs nobody in before it is confirmed. It replaces the one that waits, so abandoned
   * enrolments do not pile up, and no secret in use changes (MFA-4).
   * @throws FORBIDDEN if the user has as many apps as possible
   */
  async begin(
    tx: Transaction,
    userId: LockedUser,
    sessionId: SessionId,
    name: string,
  ): Promise<{ id: string; secret: Uint8Array }> {
    await this.#requireRoom(tx, userId);
    const id = this.deps.randomness.uuid();
    const secret = this.deps.randomness.bytes(SECRET_BYTES);
    const sealed = this.deps.box.encrypt(secret, secretContext({ id, userId }));
    await tx.totpSecret.deleteMany({ where: { userId, confirmedAt: null } });
    const createdAt = this.deps.clock.now();
    await tx.totpSecret.create({ data: { id, userId, sessionId, sealed, name, createdAt } });
    return { id, secret };
  }

  /**
   * Whether this is a code of the secret that waits for its first one in this session. Another session cannot finish
   * what a thief began in it.
   * @returns null if the code is wrong
   * @throws NOT_FOUND if no such secret waits
   */
  async findPending(
    { account: { id: userId }, sessionId }: Pick<Viewer, 'account' | 'sessionId'>,
    id: string,
    code: string,
  ): Promise<RightCode | null> {
    const row = isUuid(id)
      ? await this.deps.database.totpSecret.findFirst({
          where: { id, userId, sessionId, confirmedAt: null, createdAt: { gt: this.#earliest() } },
          select: { sealed: true },
        })
      : null;
    if (row === null) throw new AuthError('NOT_FOUND');
    return this.#check({ id, userId, sealed: row.sealed }, code);
  }

  /**
   * Makes the secret one that signs the user in. The code that confirmed it is used up, so it signs nobody in (MFA-1).
   * @throws NOT_FOUND if the secret was replaced or confirmed meanwhile; FORBIDDEN if the user has as many apps as
   * possible
   */
  async confirm(tx: Transaction, userId: LockedUser, { id, step }: RightCode): Promise<void> {
    await this.#requireRoom(tx, userId);
    const { count } = await tx.totpSecret.updateMany({
      where: { id, userId, confirmedAt: null, createdAt: { gt: this.#earliest() } },
      data: { confirmedAt: this.deps.clock.now(), lastStep: step },
    });
    if (count === 0) throw new AuthError('NOT_FOUND');
  }

  /** Finds the app of the user whose code this is. @returns null if it is the code of none */
  async findCode(userId: UserId, code: string): Promise<RightCodeOfApp | null> {
    const rows = await this.deps.database.totpSecret.findMany({
      where: { userId, confirmedAt: { not: null } },
      select: { id: true, sealed: true, createdAt: true, confirmedAt: true },
    });
    let found: RightCodeOfApp | null = null;
    for (const { id, sealed, createdAt, confirmedAt } of rows) {
      const right = await this.#check({ id, userId, sealed }, code);
      if (right !== null) found = { ...right, since: confirmedAt ?? createdAt };
    }
    return found;
  }

  /**
   * Uses a code up. Of concurrent calls with one code, on any instance, one gets true. A code of an earlier step is
   * refused too (RFC 6238 §5.2).
   */
  async claim(tx: RawTransaction, userId: LockedUser, { id, step }: RightCode): Promise<boolean> {
    const used = await tx.$queryRaw<unknown[]>`/* totp-secrets.claim */
      UPDATE totp_secrets SET last_step = ${step}::bigint, last_used_at = ${this.deps.clock.now()}::timestamp
      WHERE id = ${id}::uuid AND user_id = ${userId}::uuid AND confirmed_at IS NOT NULL AND last_step < ${step}::bigint
      RETURNING id`;
    return used.length > 0;
  }

  /** The confirmed apps, the oldest first. */
  list(userId: UserId): Promise<AuthenticatorApp[]> {
    return this.deps.database.totpSecret.findMany({
      where: { userId, confirmedAt: { not: null } },
      select: SHOWN,
      orderBy: [{ confirmedAt: 'asc' }, { id: 'asc' }],
    });
  }

  /** @returns null if the user has no confirmed app with this id */
  async rename(userId: UserId, id: string, name: string): Promise<AuthenticatorApp | null> {
    if (!isUuid(id)) return null;
    const [renamed] = await this.deps.database.totpSecret.updateManyAndReturn({
      where: { id, userId, confirmedAt: { not: null } },
      data: { name },
      select: SHOWN,
    });
    return renamed ?? null;
  }

  /** @returns false if the user has no confirmed app with this id */
  async remove(tx: Transaction, userId: LockedUser, id: string): Promise<boolean> {
    return (await tx.totpSecret.deleteMany({ where: { id, userId, confirmedAt: { not: null } } })).count > 0;
  }

  /**
   * Every change ends the enrolment that was begun before it, or a thief would finish it afterwards. A confirmed factor
   * outlives changes of the password: a thief of the mailbox would remove it by a reset (PR-2). It ends when the account
   * goes to the owner of its mailbox, who did not add it.
   */
  async clearTokens(tx: Transaction, userId: LockedUser, because: UserChange): Promise<void> {
    if (because === 'mailbox proven') return this.forget(tx, userId);
    await tx.totpSecret.deleteMany({ where: { userId, confirmedAt: null } });
  }

  /** Deletes secrets that were never confirmed. */
  purge(tx: Transaction, now: Date, limit: number): Promise<number> {
    return tx.$executeRaw`/* totp-secrets.purge */
      DELETE FROM totp_secrets WHERE id IN (
        SELECT id FROM totp_secrets WHERE confirmed_at IS NULL AND created_at <= ${ENROLMENT_LIFE.before(now)}
        LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  }

  async exportOf(userId: UserId): Promise<object> {
    const authenticatorApps = await this.deps.database.totpSecret.findMany({
      where: { userId },
      select: { id: true, name: true, createdAt: true, confirmedAt: true, lastUsedAt: true },
      orderBy: { createdAt: 'asc' },
    });
    return { authenticatorApps };
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.totpSecret.deleteMany({ where: { userId } });
  }

  async #requireRoom(tx: Transaction, userId: LockedUser): Promise<void> {
    const apps = await tx.totpSecret.count({ where: { userId, confirmedAt: { not: null } } });
    if (apps >= MOST_APPS) throw new AuthError('FORBIDDEN', { reason: 'tooManyAuthenticators' });
  }

  async #check(
    { id, userId, sealed }: { id: string; userId: UserId; sealed: Uint8Array },
    code: string,
  ): Promise<RightCode | null> {
    const secret = this.deps.box.decrypt(sealed, secretContext({ id, userId }));
    const step = await stepOf(secret, code, this.deps.clock.now());
    return step === null ? null : { id, step };
  }

  #earliest(): Date {
    return ENROLMENT_LIFE.before(this.deps.clock.now());
  }
}
