import type { Users } from '../accounts/users/users.service.js';
import type { Clock } from '../core/clock.js';
import { AuthError } from '../core/errors.js';
import { parseSessionId } from '../core/ids.js';
import type { Services } from '../core/services.js';
import type { RequestMeta, Viewer } from '../core/viewer.js';
import type { AuditTrail } from '../platform/audit/audit-trail.service.js';
import type { AccessTokens } from './access-token.js';
import type { RefreshTokens } from './refresh-token.js';
import type { Named, SessionGenerations } from './session-generations.service.js';
import type { SessionLife } from './session-life.service.js';

/**
 * What a client sends to log out. Either token of the session is enough, so an expired access token does not
 * prevent a logout.
 */
export interface LogoutProof {
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
}

export interface SessionEndingsDeps {
  clock: Clock;
  accessTokens: AccessTokens;
  refreshTokens: RefreshTokens;
  generations: SessionGenerations;
  life: Pick<SessionLife, 'isLive'>;
  users: Pick<Users, 'lock'>;
  trustedDevices: Pick<Services['trustedDevices'], 'endAll'>;
  audit: AuditTrail;
}

/** Ends sessions at the request of their own user. */
export class SessionEndings {
  constructor(private readonly deps: SessionEndingsDeps) {}

  /**
   * Ends the session that the token names. A session that has already ended is not an error.
   * @throws UNAUTHENTICATED, TOKEN_EXPIRED (an access token alone), TOKEN_INVALID
   */
  async logout(proof: LogoutProof, requestMeta: RequestMeta): Promise<void> {
    const named = await this.#readProof(proof);
    if (named === null) return;
    const { sub: userId, sid: sessionId } = named;
    await this.deps.audit.transaction(async (tx, record) => {
      const { count } = await tx.session.deleteMany({ where: { id: sessionId, userId } });
      if (count > 0) await record({ type: 'logged_out', userId, sessionId, requestMeta });
    });
  }

  /**
   * Ends every session of the user, and the trust in devices, if a refresh would accept the refresh token, or any operation the access
   * token. A stolen token that is old or abandoned ends only its own session.
   * @throws UNAUTHENTICATED, TOKEN_EXPIRED (an access token alone), TOKEN_INVALID, TOKEN_REUSED
   */
  async logoutEverywhere(proof: LogoutProof, requestMeta: RequestMeta): Promise<void> {
    const named = await this.#readProof(proof);
    if (named === null) throw new AuthError('TOKEN_INVALID');
    const { generations, life, clock, audit, users, trustedDevices } = this.deps;
    const { sub: userId, sid, gen, kind } = named;
    const now = clock.now();
    const isAccepted = kind === 'refresh' ? generations.acceptsRefresh(gen) : generations.acceptsAccess(gen);
    const refused = await audit.transaction(async (tx, record) => {
      const user = await users.lock(tx, userId);
      const ended = await tx.$executeRaw`/* session-endings.logoutEverywhere */
        DELETE FROM sessions theirs WHERE theirs.user_id = ${userId}::uuid AND EXISTS (
          SELECT FROM sessions s WHERE s.id = ${sid}::uuid AND s.user_id = ${userId}::uuid
            AND ${life.isLive(now)} AND ${isAccepted})`;
      if (ended > 0) {
        await trustedDevices.endAll(tx, user);
        return record({ type: 'logged_out_everywhere', userId, requestMeta });
      }
      const reused = await generations.endReusedIn(tx, record, named, now, requestMeta);
      return reused && kind === 'refresh' ? 'TOKEN_REUSED' : 'TOKEN_INVALID';
    });
    if (refused) throw new AuthError(refused);
  }

  /** @throws NOT_FOUND, for another user's session as for an unknown one (S-2) */
  async revoke(viewer: Viewer, id: string, requestMeta: RequestMeta): Promise<void> {
    const userId = viewer.account.id;
    const sessionId = parseSessionId(id);
    if (sessionId === null) throw new AuthError('NOT_FOUND');
    await this.deps.audit.transaction(async (tx, record) => {
      const { count } = await tx.session.deleteMany({ where: { id: sessionId, userId } });
      if (count === 0) throw new AuthError('NOT_FOUND');
      await record({ type: 'session_revoked', userId, sessionId, requestMeta });
    });
  }

  async revokeOthers(viewer: Viewer, requestMeta: RequestMeta): Promise<void> {
    const userId = viewer.account.id;
    await this.deps.audit.transaction(async (tx, record) => {
      await tx.session.deleteMany({ where: { userId, id: { not: viewer.sessionId } } });
      await record({ type: 'other_sessions_revoked', userId, requestMeta });
    });
  }

  /** @returns null for an expired refresh token, because its session has expired too */
  async #readProof({
    accessToken,
    refreshToken,
  }: LogoutProof): Promise<(Named & { readonly kind: 'access' | 'refresh' }) | null> {
    if (refreshToken === null) {
      if (accessToken === null) throw new AuthError('UNAUTHENTICATED');
      return { ...(await this.deps.accessTokens.read(accessToken)), kind: 'access' };
    }
    try {
      return { ...(await this.deps.refreshTokens.read(refreshToken)), kind: 'refresh' };
    } catch (error) {
      if (error instanceof AuthError && error.code === 'TOKEN_EXPIRED') return null;
      throw error;
    }
  }
}
