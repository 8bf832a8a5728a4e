import { type AccountRow, accountColumns, isSuspended, toAccount } from '../accounts/users/account-row.js';
import { type FactorRules, viewerOf } from '../accounts/users/factor-rules.js';
import type { Clock } from '../core/clock.js';
import { Duration } from '../core/duration.js';
import { AuthError } from '../core/errors.js';
import type { LockedUser, SessionId, UserId } from '../core/ids.js';
import type { Services } from '../core/services.js';
import type { UserChange } from '../core/user-change.js';
import type { RequestMeta, Viewer } from '../core/viewer.js';
import type { UserTable } from '../platform/capabilities/table.js';
import type { Database, Transaction } from '../platform/database/client.js';
import { columnsOf, type RowOf } from '../platform/database/columns.js';
import type { AccessTokens } from './access-token.js';
import { AUTHENTICATION, type AuthenticationRow, authenticationOf } from './authentication-row.js';
import {
  type Generations,
  generationColumns,
  type SessionGenerations,
} from './session-generations.service.js';
import type { SessionLife } from './session-life.service.js';
import { toldAuthentication } from './told-authentication.js';

/** A session as its user sees it in a list. */
export type SessionSummary = RowOf<typeof SUMMARY>;
const SUMMARY = columnsOf('Session', 's', [
  'id',
  'createdAt',
  'lastUsedAt',
  'expiresAt',
  'ipAddress',
  'userAgent',
  'authenticatedAt',
  'level',
]);

const PROVED = columnsOf('Session', 's', AUTHENTICATION);

/** An account may have any number of sessions, so the list has a maximum (DO-7). */
const MOST_LISTED = 100;
/** An export is a single response, so its size has a maximum (DO-7). */
const MOST_EXPORTED = 1000;
/** The clocks of instances may differ: by the clock of another instance, the session may still be live. */
const MARGIN = Duration.minutes(5);

export interface SessionsDeps {
  database: Database;
  clock: Clock;
  accessTokens: AccessTokens;
  generations: SessionGenerations;
  life: SessionLife;
  trustedDevices: Pick<Services['trustedDevices'], 'endAll'>;
}

/** Identifies users by their access tokens, and lists sessions. One row is one session. */
export class Sessions implements UserTable {
  constructor(
    private readonly deps: SessionsDeps,
    private readonly config: FactorRules,
  ) {}

  /**
   * Finds the user of an access token. One indexed query reads session and user at every request, so the end
   * of a session ends its access tokens at once, on every instance (JWT-4).
   * @throws TOKEN_EXPIRED, TOKEN_INVALID, ACCOUNT_SUSPENDED
   */
  async identify(accessToken: string, requestMeta: RequestMeta): Promise<Viewer> {
    const claims = await this.deps.accessTokens.read(accessToken);
    const { sid, sub } = claims;
    const now = this.deps.clock.now();
    const [row] = await this.deps.database.rows<
      AccountRow & Generations & AuthenticationRow
    >`/* sessions.identify */
      SELECT ${accountColumns}, ${generationColumns}, ${PROVED} FROM sessions s JOIN users u ON u.id = s.user_id
      WHERE s.id = ${sid}::uuid AND s.user_id = ${sub}::uuid AND ${this.deps.life.isLive(now)}`;
    if (row === undefined) throw new AuthError('TOKEN_INVALID');
    if (isSuspended(row, now)) throw new AuthError('ACCOUNT_SUSPENDED', { until: row.suspendedUntil });
    if (!(await this.deps.generations.accept(row, claims, now, requestMeta)))
      throw new AuthError('TOKEN_INVALID');
    const authentication = authenticationOf(row);
    const session = {
      sessionId: sid,
      account: toAccount(row, now),
      authentication,
      told: toldAuthentication(claims, authentication),
      generation: claims.gen,
      stepUpGeneration: row.stepUpGeneration,
    };
    return viewerOf(session, this.config, now);
  }

  /**
   * The viewer's live sessions, last used first. Above the maximum, the list has the most recent ones and
   * always the viewer's current one.
   */
  async list(viewer: Viewer): Promise<SessionSummary[]> {
    const { database, clock, life } = this.deps;
    const sessions = await database.rows<SessionSummary>`/* sessions.list */
      SELECT * FROM (
        SELECT ${SUMMARY} FROM sessions s
        WHERE s.user_id = ${viewer.account.id}::uuid AND ${life.isLive(clock.now())}
        ORDER BY s.id = ${viewer.sessionId}::uuid DESC, s.last_used_at DESC, s.id LIMIT ${MOST_LISTED}) listed
      ORDER BY "lastUsedAt" DESC, id`;
    return sessions.map((session) => ({ ...session, expiresAt: life.endOf(session) }));
  }

  /** Ends every session of a user, and the trust in devices. Links in earlier mails stay valid. */
  async endAll(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.session.deleteMany({ where: { userId } });
    await this.deps.trustedDevices.endAll(tx, userId);
  }

  /** Every change ends every session, except the one in which the user made the change (`keep`). */
  async clearTokens(
    tx: Transaction,
    userId: LockedUser,
    _because: UserChange,
    keep?: SessionId,
  ): Promise<void> {
    await tx.session.deleteMany({ where: { userId, ...(keep === undefined ? {} : { id: { not: keep } }) } });
  }

  /**
   * Deletes sessions after their absolute end. No token lives longer, so the service refuses an old token of a
   * deleted session as expired, and no reuse goes undetected (RT-10). A session that ended because it was idle
   * stays until then for the same reason.
   */
  purge(tx: Transaction, now: Date, limit: number): Promise<number> {
    return tx.$executeRaw`/* sessions.purge */
      DELETE FROM sessions WHERE id IN (
        SELECT id FROM sessions WHERE expires_at <= ${MARGIN.before(now)} LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  }

  async exportOf(userId: UserId): Promise<object> {
    const sessions = await this.deps.database.session.findMany({
      where: { userId },
      omit: { userId: true, generation: true, stepUpGeneration: true },
      orderBy: { lastUsedAt: 'desc' },
      take: MOST_EXPORTED,
    });
    return {
      sessions: sessions.map((session) => ({ ...session, expiresAt: this.deps.life.endOf(session) })),
    };
  }

  async forget(tx: Transaction, userId: LockedUser): Promise<void> {
    await tx.session.deleteMany({ where: { userId } });
  }
}
