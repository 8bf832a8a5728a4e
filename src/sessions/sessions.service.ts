import { type AccountRow, accountColumns, isSuspended, toAccount } from '../accounts/users/account-row.js';
import type { Clock } from '../core/clock.js';
import { Duration } from '../core/duration.js';
import { Refusal } from '../core/errors.js';
import type { Randomness } from '../core/randomness.js';
import type { UserChange } from '../core/user-change.js';
import type { Account, Origin, Viewer } from '../core/viewer.js';
import type { UserTable } from '../platform/capabilities/table.js';
import { type Database, Prisma, type Transaction } from '../platform/database/client.js';
import type { AccessTokens } from './access-token.js';
import type { Generations, SessionGenerations } from './session-generations.service.js';
import type { SessionTokens, SignedIn } from './session-tokens.js';

/** A session as its owner sees it in a list. */
export interface SessionSummary {
  readonly id: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
}

/** What a login does beside opening the session, each for the user that the first of them yields as `users u`. */
export interface LoginStatements {
  readonly signingIn: Prisma.Sql;
  /** Makes the device known. */
  readonly knowing: (from: Prisma.Sql) => Prisma.Sql;
  /** Yields `is_new`. */
  readonly noting: (from: Prisma.Sql) => Prisma.Sql;
  /** May ask of `seen`, which is what `noting` yields. */
  readonly recording: (sessionId: string, from: Prisma.Sql) => Prisma.Sql;
}

export interface OpenedByLogin {
  readonly signedIn: SignedIn;
  readonly newDevice: boolean;
}

const FROM_USER = Prisma.sql`FROM u`;
/** DO-7: nothing but its owner's patience bounds how many sessions an account has. */
const MOST_LISTED = 100;
/** An export is one answer, which must have an end (DO-7). */
const MOST_EXPORTED = 1000;
/** The clocks of two instances may differ: to the other one the session may still live. */
const MARGIN = Duration.minutes(5);

export interface SessionsDeps {
  database: Database;
  clock: Clock;
  randomness: Randomness;
  accessTokens: AccessTokens;
  sessionTokens: SessionTokens;
  generations: SessionGenerations;
}

/** Opens sessions, recognises who asks by them, and lists them. One row is one session. */
export class Sessions implements UserTable {
  constructor(
    private readonly deps: SessionsDeps,
    private readonly config: { refreshTokenTtl: Duration },
  ) {}

  /** Opens a session for a user that this very transaction created. */
  async openIn(tx: Transaction, account: Account, origin: Origin): Promise<SignedIn> {
    const session = this.#newSession(origin);
    await tx.session.create({ data: { ...session, userId: account.id } });
    return this.deps.sessionTokens.issue(session, account);
  }

  /**
   * Opens a session in one statement with the rest of a login: whatever makes that yield nobody also keeps the
   * session from being.
   * @returns null when it yields nobody
   */
  async openByLogin(login: LoginStatements, origin: Origin): Promise<OpenedByLogin | null> {
    const s = this.#newSession(origin);
    const [row] = await this.deps.database.rows<AccountRow & { newDevice: boolean }>`
      WITH u AS (${login.signingIn}), opened AS (
        INSERT INTO sessions (id, user_id, generation, rotated_at, created_at, last_used_at, expires_at,
                              ip_address, user_agent)
        SELECT ${s.id}::uuid, u.id, ${s.generation}, ${s.rotatedAt}, ${s.createdAt}, ${s.lastUsedAt},
               ${s.expiresAt}, ${s.ipAddress}, ${s.userAgent} FROM u
      ), known AS (${login.knowing(FROM_USER)}), seen AS (${login.noting(FROM_USER)}), recorded AS (${login.recording(s.id, FROM_USER)})
      SELECT ${accountColumns}, (SELECT is_new FROM seen) AS "newDevice" FROM u`;
    if (row === undefined) return null;
    const { newDevice, ...account } = row;
    return { signedIn: this.deps.sessionTokens.issue(s, toAccount(account, s.createdAt)), newDevice };
  }

  /**
   * Whose access token this is. One indexed query brings session and user together, at every request: an ended
   * session ends its access tokens at once, on every instance (JWT-4).
   * @throws TOKEN_EXPIRED, TOKEN_INVALID, ACCOUNT_SUSPENDED
   */
  async identify(accessToken: string, origin: Origin): Promise<Viewer> {
    const claims = await this.deps.accessTokens.read(accessToken);
    const { sid, sub } = claims;
    const now = this.deps.clock.now();
    const [row] = await this.deps.database.rows<AccountRow & Generations>`
      SELECT ${accountColumns}, s.generation, s.predecessor, s.used FROM sessions s JOIN users u ON u.id = s.user_id
      WHERE s.id = ${sid}::uuid AND s.user_id = ${sub}::uuid AND s.expires_at > ${now}`;
    if (row === undefined) throw new Refusal('TOKEN_INVALID');
    if (isSuspended(row, now)) throw new Refusal('ACCOUNT_SUSPENDED', { until: row.suspendedUntil });
    if (!(await this.deps.generations.accept(row, claims, now, origin))) throw new Refusal('TOKEN_INVALID');
    return { sessionId: sid, account: toAccount(row, now) };
  }

  /** The viewer's own live sessions, the last used first; of very many, the newest of them and the viewer's. */
  list(viewer: Viewer): Promise<SessionSummary[]> {
    return this.deps.database.rows<SessionSummary>`
      SELECT * FROM (
        SELECT id, created_at AS "createdAt", last_used_at AS "lastUsedAt", expires_at AS "expiresAt",
               ip_address AS "ipAddress", user_agent AS "userAgent"
        FROM sessions WHERE user_id = ${viewer.account.id}::uuid AND expires_at > ${this.deps.clock.now()}
        ORDER BY id = ${viewer.sessionId}::uuid DESC, last_used_at DESC, id LIMIT ${MOST_LISTED}) listed
      ORDER BY "lastUsedAt" DESC, id`;
  }

  /** Ends every session of a user, and nothing else: what was mailed to them stays good. */
  async endAll(tx: Transaction, userId: string): Promise<void> {
    await tx.session.deleteMany({ where: { userId } });
  }

  /** Every change ends every session, but for the one that its owner made the change in. */
  async clearTokens(tx: Transaction, userId: string, _because: UserChange, keep?: string): Promise<void> {
    await tx.session.deleteMany({ where: { userId, ...(keep === undefined ? {} : { id: { not: keep } }) } });
  }

  /**
   * Takes out sessions that are over. Every token of one ends with it at the latest, so an old refresh token that
   * comes back is refused for its age, and no re-use goes unseen (RT-10).
   */
  purge(tx: Transaction, now: Date, limit: number): Promise<number> {
    return tx.$executeRaw`
      DELETE FROM sessions WHERE id IN (
        SELECT id FROM sessions WHERE expires_at <= ${MARGIN.before(now)} LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  }

  /** The absolute limit is set here and no refresh moves it (RT-5). */
  #newSession({ ipAddress, userAgent }: Origin) {
    const now = this.deps.clock.now();
    return {
      id: this.deps.randomness.uuid(),
      generation: 1,
      rotatedAt: now,
      createdAt: now,
      lastUsedAt: now,
      expiresAt: this.config.refreshTokenTtl.after(now),
      ipAddress,
      userAgent,
    };
  }

  async exportOf(userId: string): Promise<object> {
    const sessions = await this.deps.database.session.findMany({
      where: { userId },
      omit: { userId: true, generation: true },
      orderBy: { lastUsedAt: 'desc' },
      take: MOST_EXPORTED,
    });
    return { sessions };
  }

  async forget(tx: Transaction, userId: string): Promise<void> {
    await tx.session.deleteMany({ where: { userId } });
  }
}
