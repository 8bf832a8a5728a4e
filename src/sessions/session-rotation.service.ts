import type { Clock } from '../core/clock.js';
import type { Duration } from '../core/duration.js';
import { Refusal } from '../core/errors.js';
import type { Account, Origin } from '../core/viewer.js';
import type { Database } from '../database/client.js';
import type { AuditTrail } from '../events/audit-trail.service.js';
import { type AccountRow, accountColumns, isActive, isSuspended, toAccount } from '../users/account-row.js';
import type { RefreshClaims, RefreshTokens } from './refresh-token.js';
import type { SessionTokens, SignedIn } from './session-tokens.js';

interface RotatedRow extends AccountRow {
  generation: number;
  rotatedAt: Date;
  sessionExpiresAt: Date;
}

/** A user who holds a genuine token, and the session it names unless that has ended. */
type HolderRow = AccountRow & (Omit<RotatedRow, keyof AccountRow> | { generation: null });

export interface SessionRotationDeps {
  database: Database;
  clock: Clock;
  refreshTokens: RefreshTokens;
  sessionTokens: SessionTokens;
  audit: AuditTrail;
}

/** Refreshing with rotation and re-use detection (RFC 9700 §4.14.2). */
export class SessionRotation {
  constructor(
    private readonly deps: SessionRotationDeps,
    private readonly config: { refreshGrace: Duration },
  ) {}

  /**
   * Trades a refresh token for the next pair. One conditional statement raises the generation, so of any number
   * of branches one takes the step; the others are answered from where it led, or refused.
   * @throws TOKEN_EXPIRED, TOKEN_INVALID, TOKEN_REUSED, ACCOUNT_SUSPENDED
   */
  async refresh(refreshToken: string, origin: Origin): Promise<SignedIn> {
    const claims = await this.deps.refreshTokens.read(refreshToken);
    const now = this.deps.clock.now();
    const [row] = await this.deps.database.rows<RotatedRow>`
      UPDATE sessions s SET generation = s.generation + 1, rotated_at = ${now}, last_used_at = ${now},
                            ip_address = ${origin.ipAddress}, user_agent = ${origin.userAgent}
      FROM users u
      WHERE s.id = ${claims.sid}::uuid AND s.user_id = ${claims.sub}::uuid AND s.generation = ${claims.gen}
        AND s.expires_at > ${now} AND u.id = s.user_id AND ${isActive(now)}
      RETURNING ${accountColumns}, s.generation, s.rotated_at AS "rotatedAt", s.expires_at AS "sessionExpiresAt"`;
    return row === undefined ? this.#answerLatecomer(claims, now, origin) : this.#issue(claims.sid, row, now);
  }

  async #answerLatecomer(claims: RefreshClaims, now: Date, origin: Origin): Promise<SignedIn> {
    const holder = await this.#findHolder(claims);
    if (holder === undefined) throw new Refusal('TOKEN_INVALID');
    if (isSuspended(holder, now)) throw new Refusal('ACCOUNT_SUSPENDED', { until: holder.suspendedUntil });
    if (holder.generation === null || holder.sessionExpiresAt <= now || holder.generation <= claims.gen)
      throw new Refusal('TOKEN_INVALID');
    if (this.#isWithinGrace(claims, holder, now)) return this.#issue(claims.sid, holder, now);
    await this.#endReused(claims, toAccount(holder, now), origin);
    throw new Refusal('TOKEN_REUSED');
  }

  async #findHolder({ sub, sid }: RefreshClaims): Promise<HolderRow | undefined> {
    const [row] = await this.deps.database.rows<HolderRow>`
      SELECT ${accountColumns}, s.generation, s.rotated_at AS "rotatedAt", s.expires_at AS "sessionExpiresAt"
      FROM users u LEFT JOIN sessions s ON s.user_id = u.id AND s.id = ${sid}::uuid
      WHERE u.id = ${sub}::uuid`;
    return row;
  }

  /**
   * Two tabs, or a lost answer: the direct predecessor may come again for a moment, and is told the current
   * generation. It is not given one of its own, so no second branch begins (RT-3), and it is read from the live
   * row, so nothing that was ended comes back (RT-7).
   */
  #isWithinGrace(claims: RefreshClaims, row: RotatedRow, now: Date): boolean {
    const { refreshGrace } = this.config;
    // No grace is none, also where the clocks of two instances differ.
    if (refreshGrace.milliseconds === 0) return false;
    return row.generation === claims.gen + 1 && row.rotatedAt > refreshGrace.before(now);
  }

  /** Whoever comes back with an old token, one of its holders is a thief. This ends the session for both. */
  async #endReused({ sid, gen }: RefreshClaims, account: Account, origin: Origin): Promise<void> {
    await this.deps.audit.transaction(async (tx, record) => {
      const { count } = await tx.session.deleteMany({
        where: { id: sid, userId: account.id, generation: { gt: gen } },
      });
      if (count > 0) await record({ type: 'refresh_token_reused', account, sessionId: sid, origin });
    });
  }

  #issue(sessionId: string, row: RotatedRow, now: Date): SignedIn {
    const session = { id: sessionId, generation: row.generation, expiresAt: row.sessionExpiresAt };
    return this.deps.sessionTokens.issue(session, toAccount(row, now));
  }
}
