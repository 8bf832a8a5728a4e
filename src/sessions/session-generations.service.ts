import { type AccountRow, accountColumns, toAccount } from '../accounts/users/account-row.js';
import type { Duration } from '../core/duration.js';
import type { SessionId, UserId } from '../core/ids.js';
import type { RequestMeta } from '../core/viewer.js';
import type { AuditTrail, RecordEvent } from '../platform/audit/audit-trail.service.js';
import { Prisma, type Transaction } from '../platform/database/client.js';
import { columnsOf, type RowOf } from '../platform/database/columns.js';
import { MAX_GENERATION } from './signed-token.js';
import type { UsedGenerations } from './used-generations.service.js';

/**
 * The effect of a refresh token. `next`: the next generation. `repeated`: the current one again, for a second
 * tab or a lost answer. `recovered`: a new one, for an answer that was lost longer ago. `reused`: two parties
 * hold the token, so the session ends. Null: never issued, or the session has reached the highest generation.
 */
export type Step = 'next' | 'repeated' | 'recovered' | 'reused' | null;

/** The generations in a session's row. */
export type Generations = RowOf<typeof generationColumns>;
export const generationColumns = columnsOf('Session', 's', ['generation', 'predecessor', 'used']);

/** A session and its generation, as a token names them. */
export interface Named {
  readonly sid: SessionId;
  readonly sub: UserId;
  readonly gen: number;
}

export interface SessionGenerationsDeps {
  readonly audit: AuditTrail;
  readonly used: Pick<UsedGenerations, 'note'>;
}

export interface SessionGenerationsConfig {
  readonly refreshGrace: Duration;
  readonly refreshRecovery: Duration;
}

/** The rules for generations (decision 28), for refresh and access tokens alike. */
export class SessionGenerations {
  constructor(
    private readonly deps: SessionGenerationsDeps,
    private readonly config: SessionGenerationsConfig,
  ) {}

  /**
   * SQL for the step of a refresh token, in a statement that reads `sessions s`. The database's clock
   * decides, so differences between the clocks of instances do not matter. `now()` is the time at which the
   * request arrived, even if it waited for a stalled commit.
   */
  stepOf(gen: number): Prisma.Sql {
    const { refreshGrace, refreshRecovery } = this.config;
    return Prisma.sql`
      CASE WHEN s.generation < ${gen}::int OR s.generation >= ${MAX_GENERATION}::int THEN NULL
           WHEN s.generation = ${gen}::int THEN 'next'
           WHEN s.predecessor = ${gen}::int AND ${rotatedWithin(refreshGrace)} THEN 'repeated'
           WHEN s.predecessor = ${gen}::int AND NOT s.used AND ${rotatedWithin(refreshRecovery)} THEN 'recovered'
           ELSE 'reused' END`;
  }

  /** SQL condition: a refresh would accept this generation of `sessions s`. */
  acceptsRefresh(gen: number): Prisma.Sql {
    return Prisma.sql`${this.stepOf(gen)} <> 'reused'`;
  }

  /** SQL condition: `sessions s` has issued this generation and has not abandoned it. */
  acceptsAccess(gen: number): Prisma.Sql {
    return Prisma.sql`(s.generation >= ${gen}::int AND NOT (s.predecessor < ${gen}::int AND ${gen}::int < s.generation))`;
  }

  /**
   * Whether a live session accepts an access token. A recovery abandons the generations between the
   * predecessor and the current one. A token of an abandoned generation shows that two parties have
   * refreshed, so it ends the session.
   */
  async accept(row: Generations, named: Named, now: Date, requestMeta: RequestMeta): Promise<boolean> {
    const { gen } = named;
    if (gen > row.generation) return false;
    if (row.predecessor < gen && gen < row.generation) {
      await this.endReused(named, now, requestMeta);
      return false;
    }
    if (gen === row.generation && !row.used) this.deps.used.note(named);
    return true;
  }

  /**
   * Ends the session of a reused or abandoned token for all its holders and records the event. The
   * transaction is committed when this returns.
   * @returns whether the session existed
   */
  async endReused(named: Named, now: Date, requestMeta: RequestMeta): Promise<boolean> {
    return this.deps.audit.transaction((tx, record) => this.endReusedIn(tx, record, named, now, requestMeta));
  }

  /** @returns whether the session existed. Generations only grow, so a reused token stays reused. */
  async endReusedIn(
    tx: Transaction,
    record: RecordEvent,
    { sid, sub, gen }: Named,
    now: Date,
    requestMeta: RequestMeta,
  ): Promise<boolean> {
    const [row] = await tx.$queryRaw<AccountRow[]>`/* session-generations.endReusedIn */
      DELETE FROM sessions s USING users u
      WHERE s.id = ${sid}::uuid AND s.user_id = ${sub}::uuid AND u.id = s.user_id
        AND s.generation > ${gen}::int AND s.expires_at > ${now}
      RETURNING ${accountColumns}`;
    if (row === undefined) return false;
    const account = toAccount(row, now);
    await record({ type: 'refresh_token_reused', account, sessionId: sid, requestMeta });
    return true;
  }
}

/** A span of zero is always false, even if the request arrived before the rotation that it waited for. */
function rotatedWithin(span: Duration): Prisma.Sql {
  if (span.milliseconds === 0) return Prisma.sql`FALSE`;
  return Prisma.sql`s.rotated_at > (now() AT TIME ZONE 'UTC') - make_interval(secs => ${span.seconds}::float8)`;
}
