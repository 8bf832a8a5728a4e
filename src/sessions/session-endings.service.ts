import type { Clock } from '../core/clock.js';
import { Refusal } from '../core/errors.js';
import { isUuid } from '../core/uuid.js';
import type { Origin, Viewer } from '../core/viewer.js';
import type { AuditTrail } from '../events/audit-trail.service.js';
import type { AccessTokens } from './access-token.js';
import { MAX_GENERATION, type RefreshTokens } from './refresh-token.js';

/** What a client shows to be logged out: either token of the session will do, so an expired one keeps nobody in. */
export interface LogoutProof {
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
}

export interface SessionEndingsDeps {
  clock: Clock;
  accessTokens: AccessTokens;
  refreshTokens: RefreshTokens;
  audit: AuditTrail;
}

/** Everything by which people end their own sessions. */
export class SessionEndings {
  constructor(private readonly deps: SessionEndingsDeps) {}

  /**
   * Ends the session that the token names; one that has ended already stays ended, which is what was asked.
   * @throws UNAUTHENTICATED, TOKEN_EXPIRED (an access token alone), TOKEN_INVALID
   */
  async logout(proof: LogoutProof, origin: Origin): Promise<void> {
    const named = await this.#readProof(proof);
    if (named === null) return;
    const { sub: userId, sid: sessionId } = named;
    await this.deps.audit.transaction(async (tx, record) => {
      const { count } = await tx.session.deleteMany({ where: { id: sessionId, userId } });
      if (count > 0) await record({ type: 'logged_out', userId, sessionId, origin });
    });
  }

  /**
   * Ends every session of the user. The token's own session must live, and a refresh token must be its newest or
   * the one before: an old token that was stolen is good for ending its own session, not the others.
   * @throws UNAUTHENTICATED, TOKEN_EXPIRED (an access token alone), TOKEN_INVALID
   */
  async logoutEverywhere(proof: LogoutProof, origin: Origin): Promise<void> {
    const named = await this.#readProof(proof);
    if (named === null) throw new Refusal('TOKEN_INVALID');
    const oldest = named.gen ?? 0;
    const newest = (named.gen ?? MAX_GENERATION) + 1;
    await this.deps.audit.transaction(async (tx, record) => {
      const ended = await tx.$executeRaw`
        DELETE FROM sessions WHERE user_id = ${named.sub}::uuid AND EXISTS (
          SELECT FROM sessions own WHERE own.id = ${named.sid}::uuid AND own.user_id = ${named.sub}::uuid
            AND own.expires_at > ${this.deps.clock.now()} AND own.generation BETWEEN ${oldest} AND ${newest})`;
      if (ended === 0) throw new Refusal('TOKEN_INVALID');
      await record({ type: 'logged_out_everywhere', userId: named.sub, origin });
    });
  }

  /** @throws NOT_FOUND: for somebody else's session just as for none at all (S-2) */
  async revoke(viewer: Viewer, sessionId: string, origin: Origin): Promise<void> {
    const userId = viewer.account.id;
    if (!isUuid(sessionId)) throw new Refusal('NOT_FOUND');
    await this.deps.audit.transaction(async (tx, record) => {
      const { count } = await tx.session.deleteMany({ where: { id: sessionId, userId } });
      if (count === 0) throw new Refusal('NOT_FOUND');
      await record({ type: 'session_revoked', userId, sessionId, origin });
    });
  }

  async revokeOthers(viewer: Viewer, origin: Origin): Promise<void> {
    const userId = viewer.account.id;
    await this.deps.audit.transaction(async (tx, record) => {
      await tx.session.deleteMany({ where: { userId, id: { not: viewer.sessionId } } });
      await record({ type: 'other_sessions_revoked', userId, origin });
    });
  }

  /** @returns null for a refresh token past its time: its session is over with it */
  async #readProof({
    accessToken,
    refreshToken,
  }: LogoutProof): Promise<{ sub: string; sid: string; gen?: number } | null> {
    if (refreshToken === null) {
      if (accessToken === null) throw new Refusal('UNAUTHENTICATED');
      return this.deps.accessTokens.read(accessToken);
    }
    try {
      return await this.deps.refreshTokens.read(refreshToken);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'TOKEN_EXPIRED') return null;
      throw error;
    }
  }
}
