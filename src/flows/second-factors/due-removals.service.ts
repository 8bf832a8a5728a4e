import type { Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { AuthError } from '../../core/errors.js';
import { describeFailure } from '../../core/failure.js';
import { shortened } from '../../core/jitter.js';
import type { Log } from '../../core/log.js';
import { Periodic } from '../../core/periodic.js';
import type { Randomness } from '../../core/randomness.js';
import { ownRequestMeta } from '../../core/viewer.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { FactorChanges } from './factor-changes.service.js';
import type { FactorRemovalMails } from './factor-removal-mails.js';
import { type FactorRemovals, REMINDER_BEFORE, type WaitingRemoval } from './factor-removals.service.js';

const PAUSE = Duration.minutes(5);
const BATCH = 100;

export interface DueRemovalsDeps {
  clock: Clock;
  randomness: Randomness;
  users: Pick<Users, 'findLocked'>;
  factorChanges: Pick<FactorChanges, 'remove'>;
  factorRemovals: Pick<FactorRemovals, 'listDue' | 'listUnreminded' | 'remind' | 'takeDue'>;
  removalMails: Pick<FactorRemovalMails, 'put'>;
  audit: AuditTrail;
  log: Pick<Log, 'warn' | 'info'>;
}

/** Reminds users of removals that wait, and removes the factors when it is time. */
export class DueRemovals {
  readonly #rounds = new Periodic({
    pause: () => shortened(PAUSE, this.deps.randomness),
    round: () => this.run(),
    failed: (error, isRepeated) => {
      if (!isRepeated)
        this.deps.log.warn({ failure: describeFailure(error) }, 'factor removals not readable');
    },
    recovered: () => this.deps.log.info({}, 'factor removals readable again'),
  });

  constructor(private readonly deps: DueRemovalsDeps) {}

  start(): void {
    this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** Handles every removal that it is time for. Of several instances, one handles a removal. */
  async run(): Promise<void> {
    const { factorRemovals } = this.deps;
    await this.#each(await factorRemovals.listUnreminded(BATCH), (removal) => this.#remind(removal));
    await this.#each(await factorRemovals.listDue(BATCH), (removal) => this.#remove(removal));
  }

  /** One removal that fails must not stop the others. It is tried again in the next round. */
  async #each(
    removals: readonly WaitingRemoval[],
    handle: (removal: WaitingRemoval) => Promise<void>,
  ): Promise<void> {
    for (const removal of removals) {
      try {
        await handle(removal);
      } catch (error) {
        const { userId, id: factorId } = removal;
        this.deps.log.warn({ failure: describeFailure(error), userId, factorId }, 'factor removal failed');
      }
    }
  }

  #remind({ userId, id }: WaitingRemoval): Promise<void> {
    return this.deps.audit.transaction(async (tx) => {
      const found = await this.deps.users.findLocked(tx, userId, this.deps.clock.now());
      if (found === null) return;
      const token = await this.deps.factorRemovals.remind(tx, found.account.id, id);
      if (token !== null) await this.deps.removalMails.put(tx, found.account, token, REMINDER_BEFORE);
    });
  }

  async #remove(removal: WaitingRemoval): Promise<void> {
    try {
      await this.#change(removal, true);
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      // The factor is gone, or it is now the only way in: the removal is void.
      await this.#change(removal, false);
    }
  }

  #change(removal: WaitingRemoval, removes: boolean): Promise<void> {
    const { users, factorRemovals, factorChanges } = this.deps;
    return this.deps.audit.transaction(async (tx, record) => {
      const found = await users.findLocked(tx, removal.userId, this.deps.clock.now());
      if (found === null || !(await factorRemovals.takeDue(tx, found.account.id, removal.id))) return;
      const requestMeta = ownRequestMeta(this.deps.randomness);
      if (removes) await factorChanges.remove(tx, found.account, removal, record, requestMeta);
    });
  }
}
