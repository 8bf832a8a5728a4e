import { type AccountRow, accountColumns, toAccount } from '../accounts/users/account-row.js';
import { maySignIn, type SignInRules, signInRefusal } from '../accounts/users/sign-in-rules.service.js';
import type { Clock } from '../core/clock.js';
import { AuthError } from '../core/errors.js';
import type { RequestMeta } from '../core/viewer.js';
import type { AuditTrail } from '../platform/audit/audit-trail.service.js';
import { type Database, Prisma } from '../platform/database/client.js';
import { columnsOf, type RowOf } from '../platform/database/columns.js';
import { AUTHENTICATION, authenticationOf } from './authentication-row.js';
import type { RefreshClaims, RefreshTokens } from './refresh-token.js';
import type { SessionGenerations, Step } from './session-generations.service.js';
import type { SessionLife } from './session-life.service.js';
import type { SessionTokens, SignedIn } from './session-tokens.js';

/**
 * The user of a genuine token, and the step of its session: null if the session has ended, `idle` if it ended
 * because it was not refreshed. A reuse is told even then.
 */
type SteppedRow = AccountRow &
  RowOf<typeof HELD> & { readonly step: Step | 'idle'; readonly generation: number };
const HELD = columnsOf('Session', 'held', ['expiresAt', 'lastUsedAt', ...AUTHENTICATION]);

/** The steps that a statement may write. A recovery also records an event, so it needs a transaction. */
type Writes = 'next' | 'next and recovered';

export interface SessionRotationDeps {
  database: Database;
  clock: Clock;
  refreshTokens: RefreshTokens;
  sessionTokens: SessionTokens;
  generations: SessionGenerations;
  life: Pick<SessionLife, 'isIdle'>;
  audit: AuditTrail;
}

/** Refreshes sessions, with rotation and reuse detection (RFC 9700 §4.14.2, decision 28). */
export class SessionRotation {
  constructor(
    private readonly deps: SessionRotationDeps,
    private readonly config: SignInRules,
  ) {}

  /**
   * Exchanges a refresh token for the next pair. One statement locks the row, judges the token and writes the
   * step. Of concurrent requests with one token, one takes the step. The service answers the others with the
   * result of that step, or refuses them.
   * @throws TOKEN_EXPIRED, TOKEN_INVALID, TOKEN_REUSED, ACCOUNT_SUSPENDED, EMAIL_NOT_VERIFIED
   */
  async refresh(refreshToken: string, requestMeta: RequestMeta): Promise<SignedIn> {
    const claims = await this.deps.refreshTokens.read(refreshToken);
    const now = this.deps.clock.now();
    const [found] = await this.deps.database
      .rows<SteppedRow>`/* session-rotation.refresh */ ${this.#stepping('next', claims, now, requestMeta)}`;
    const row = this.#requireAllowed(found, now);
    if (row.step === 'recovered') return this.#recover(claims, now, requestMeta);
    return this.#answer(row, claims, now, requestMeta);
  }

  /**
   * Recovers a session whose last answer was lost longer ago than the grace period and never used. The
   * service abandons the generation of that answer and begins a new one, so that a thief and the victim
   * cannot both continue.
   */
  async #recover(claims: RefreshClaims, now: Date, requestMeta: RequestMeta): Promise<SignedIn> {
    const row = await this.deps.audit.transaction(async (tx, record) => {
      const statement = this.#stepping('next and recovered', claims, now, requestMeta);
      const [found] = await tx.$queryRaw<SteppedRow[]>`/* session-rotation.recover */ ${statement}`;
      if (found?.step === 'recovered' && signInRefusal(found, now, this.config) === null)
        await record({ type: 'refresh_recovered', userId: claims.sub, sessionId: claims.sid, requestMeta });
      return found;
    });
    return this.#answer(this.#requireAllowed(row, now), claims, now, requestMeta);
  }

  async #answer(
    row: SteppedRow,
    claims: RefreshClaims,
    now: Date,
    requestMeta: RequestMeta,
  ): Promise<SignedIn> {
    // An old refresh token was reused, so two parties hold it. The session ends before the refusal is sent.
    if (row.step === 'reused')
      throw new AuthError(
        (await this.deps.generations.endReused(claims, now, requestMeta)) ? 'TOKEN_REUSED' : 'TOKEN_INVALID',
      );
    if (row.step === null) throw new AuthError('TOKEN_INVALID');
    if (row.step === 'idle') throw new AuthError('TOKEN_EXPIRED');
    const { generation, expiresAt } = row;
    const lastUsedAt = row.step === 'repeated' ? row.lastUsedAt : now;
    const { stepUpGeneration } = row;
    const authentication = authenticationOf(row);
    const session = { id: claims.sid, generation, expiresAt, lastUsedAt, authentication, stepUpGeneration };
    return this.deps.sessionTokens.issue(session, toAccount(row, now));
  }

  #requireAllowed(row: SteppedRow | undefined, now: Date): SteppedRow {
    if (row === undefined) throw new AuthError('TOKEN_INVALID');
    const refusal = signInRefusal(row, now, this.config);
    if (refusal !== null) throw refusal;
    return row;
  }

  /**
   * Reads the session as it is after the row lock, not as it was when the statement began. `held` judges the
   * token and `stepped` writes the result. A repeated refresh writes nothing and gets the current generation
   * (RT-3).
   */
  #stepping(
    writes: Writes,
    { sid, sub, gen }: RefreshClaims,
    now: Date,
    requestMeta: RequestMeta,
  ): Prisma.Sql {
    const steps = writes === 'next' ? Prisma.sql`('next')` : Prisma.sql`('next', 'recovered')`;
    return Prisma.sql`
      WITH held AS MATERIALIZED (
        SELECT s.id, s.user_id, s.generation, s.expires_at, s.last_used_at, s.authenticated_at, s.level, s.methods,
               s.recovered, s.step_up_generation,
               ${this.deps.life.isIdle(now)} AS idle, ${this.deps.generations.stepOf(gen)} AS step
        FROM sessions s
        WHERE s.id = ${sid}::uuid AND s.user_id = ${sub}::uuid AND s.expires_at > ${now}
        FOR NO KEY UPDATE
      ), stepped AS (
        UPDATE sessions s
        SET generation = s.generation + 1, predecessor = ${gen}::int, used = FALSE,
            rotated_at = clock_timestamp() AT TIME ZONE 'UTC', last_used_at = ${now},
            ip_address = ${requestMeta.ipAddress}, user_agent = ${requestMeta.userAgent}
        FROM held JOIN users u ON u.id = held.user_id
        WHERE s.id = held.id AND held.step IN ${steps} AND NOT held.idle AND ${maySignIn(now, this.config)}
        RETURNING s.generation
      )
      SELECT ${accountColumns}, ${HELD},
             CASE WHEN held.idle AND held.step <> 'reused' THEN 'idle' ELSE held.step END AS step,
             COALESCE((SELECT generation FROM stepped), held.generation) AS generation
      FROM users u LEFT JOIN held ON held.user_id = u.id
      WHERE u.id = ${sub}::uuid`;
  }
}
