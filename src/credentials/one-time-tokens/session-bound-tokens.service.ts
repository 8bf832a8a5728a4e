import type { Clock } from '../../core/clock.js';
import type { Duration } from '../../core/duration.js';
import type { LockedUser, SessionId } from '../../core/ids.js';
import { readSecretToken } from '../../core/secret-token.js';
import type { Transaction } from '../../platform/database/client.js';
import type { Purpose } from './one-time-tokens.service.js';

/**
 * One-time tokens that a signed-in user types. The first session that shows a token binds it, and only that session
 * can use it up later. So the user may start again, and a second session gains nothing by the same token.
 */
export class SessionBoundTokens {
  constructor(private readonly deps: { clock: Clock }) {}

  /**
   * Binds a token to the session. Of concurrent sessions with one token, one succeeds.
   * @param time how long the session may use it from then on
   * @returns whether the token is valid, belongs to the user, and is bound to this session
   */
  async bind(
    tx: Transaction,
    userId: LockedUser,
    purpose: Purpose,
    token: string,
    { sessionId, time }: { readonly sessionId: SessionId; readonly time: Duration },
  ): Promise<boolean> {
    const digest = readSecretToken(token);
    if (digest === null) return false;
    const now = this.deps.clock.now();
    const bound = await tx.$queryRaw<unknown[]>`/* session-bound-tokens.bind */
      UPDATE one_time_tokens t
      SET session_id = ${sessionId}::uuid, used_at = COALESCE(t.used_at, ${now}::timestamp),
          expires_at = CASE WHEN t.used_at IS NULL THEN GREATEST(t.expires_at, ${time.after(now)}::timestamp)
                            ELSE t.expires_at END
      WHERE t.digest = ${digest}::bytea AND t.purpose = ${purpose}::"OneTimeTokenPurpose"
        AND t.user_id = ${userId}::uuid AND t.expires_at > ${now}::timestamp
        AND (t.used_at IS NULL OR t.session_id = ${sessionId}::uuid)
      RETURNING 1`;
    return bound.length > 0;
  }

  /** Whether a session has bound a token of the user that is still valid. */
  async isAnyBound(tx: Transaction, userId: LockedUser, purpose: Purpose): Promise<boolean> {
    const bound = { usedAt: { not: null }, expiresAt: { gt: this.deps.clock.now() } };
    return (await tx.oneTimeToken.count({ where: { userId, purpose, ...bound } })) > 0;
  }

  /** Uses up the token that the session has bound. @returns false if it has bound none that is still valid */
  async consume(
    tx: Transaction,
    userId: LockedUser,
    purpose: Purpose,
    sessionId: SessionId,
  ): Promise<boolean> {
    const consumed = await tx.$queryRaw<unknown[]>`/* session-bound-tokens.consume */
      DELETE FROM one_time_tokens t
      WHERE t.user_id = ${userId}::uuid AND t.purpose = ${purpose}::"OneTimeTokenPurpose"
        AND t.session_id = ${sessionId}::uuid AND t.used_at IS NOT NULL
        AND t.expires_at > ${this.deps.clock.now()}::timestamp
      RETURNING 1`;
    return consumed.length > 0;
  }
}
