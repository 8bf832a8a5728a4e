import type { Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { describeFailure } from '../../core/failure.js';
import { shortened } from '../../core/jitter.js';
import type { Log } from '../../core/log.js';
import { Periodic } from '../../core/periodic.js';
import type { Randomness } from '../../core/randomness.js';
import {
  type AbandonedSignIn,
  type Challenges,
  MOST_ATTEMPTS,
} from '../../credentials/challenges/challenges.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { Database } from '../../platform/database/client.js';

const PAUSE = Duration.minutes(5);
const BATCH = 100;

export interface AbandonedSignInsDeps {
  database: Database;
  clock: Clock;
  randomness: Randomness;
  users: Pick<Users, 'findLocked'>;
  challenges: Pick<Challenges, 'listAbandoned' | 'consume'>;
  audit: AuditTrail;
  log: Pick<Log, 'warn' | 'info'>;
}

/**
 * Tells users about sign-ins that ended after the right password: it may be the only sign that the password is stolen
 * (MFA-7).
 */
export class AbandonedSignIns {
  readonly #rounds = new Periodic({
    pause: () => shortened(PAUSE, this.deps.randomness),
    round: () => this.tell(),
    failed: (error, isRepeated) => {
      if (!isRepeated)
        this.deps.log.warn({ failure: describeFailure(error) }, 'abandoned sign-ins not readable');
    },
    recovered: () => this.deps.log.info({}, 'abandoned sign-ins readable again'),
  });

  constructor(private readonly deps: AbandonedSignInsDeps) {}

  start(): void {
    this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** Handles every sign-in that has expired. Of several instances, one tells the user. */
  async tell(): Promise<void> {
    for (let count = BATCH; count === BATCH; ) {
      const abandoned = await this.deps.challenges.listAbandoned(BATCH);
      count = abandoned.length;
      for (const one of abandoned) await this.#tell(one);
    }
  }

  async #tell(abandoned: AbandonedSignIn & { readonly id: string }): Promise<void> {
    const isTold = abandoned.attempts >= MOST_ATTEMPTS;
    const isHarmless = isTold || (await this.#wasFinished(abandoned));
    const { ipAddress, userAgent } = abandoned;
    const requestMeta = { requestId: this.deps.randomness.uuid(), ipAddress, userAgent };
    await this.deps.audit.transaction(async (tx, record) => {
      const found = await this.deps.users.findLocked(tx, abandoned.userId, this.deps.clock.now());
      if (found === null || !(await this.deps.challenges.consume(tx, found.account.id, abandoned.id))) return;
      // The last wrong code was told when it was entered.
      if (!isHarmless) await record({ type: 'second_factor_abandoned', account: found.account, requestMeta });
    });
  }

  /** Whether the same browser signed in after it: the user began anew. */
  async #wasFinished({ userId, createdAt, ipAddress, userAgent }: AbandonedSignIn): Promise<boolean> {
    const finished = await this.deps.database.auditEvent.count({
      where: { userId, type: 'logged_in', createdAt: { gte: createdAt }, ipAddress, userAgent },
    });
    return finished > 0;
  }
}
