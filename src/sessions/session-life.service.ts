import type { Duration } from '../core/duration.js';
import { Prisma } from '../platform/database/client.js';

export interface SessionLifeConfig {
  /** A session that was not refreshed for so long has ended. Null: sessions have only their absolute end. */
  readonly sessionIdleTtl: Duration | null;
}

/**
 * Decides when a session ends: at its absolute end, or when it was idle for too long. The idle limit follows
 * from the last refresh and is not stored, so a changed setting applies to every session at once (decision 2).
 */
export class SessionLife {
  constructor(private readonly config: SessionLifeConfig) {}

  /** The time at which a session ends unless it is refreshed before. */
  endOf({ expiresAt, lastUsedAt }: { readonly expiresAt: Date; readonly lastUsedAt: Date }): Date {
    const idleEnd = this.config.sessionIdleTtl?.after(lastUsedAt) ?? expiresAt;
    return idleEnd < expiresAt ? idleEnd : expiresAt;
  }

  /** SQL condition: `sessions s` has not ended at this time. */
  isLive(now: Date): Prisma.Sql {
    return Prisma.sql`(s.expires_at > ${now} AND NOT ${this.isIdle(now)})`;
  }

  /** SQL condition: `sessions s` was not refreshed for too long. */
  isIdle(now: Date): Prisma.Sql {
    const { sessionIdleTtl } = this.config;
    if (sessionIdleTtl === null) return Prisma.sql`FALSE`;
    return Prisma.sql`(s.last_used_at <= ${sessionIdleTtl.before(now)})`;
  }
}
