import { READING } from '../../accounts/users/factor-rules.js';
import { acrOf } from '../../core/assurance.js';
import type { Clock } from '../../core/clock.js';
import { AuthError } from '../../core/errors.js';
import { type Freshness, type NeededStepUp, neededStepUp } from '../../core/freshness.js';
import type { UserId } from '../../core/ids.js';
import { ProofMethod } from '../../core/proof-method.js';
import type { Viewer } from '../../core/viewer.js';
import type { Database } from '../../platform/database/client.js';
import type { SecondFactors } from './second-factors.service.js';

export interface StepUpGuardDeps {
  database: Database;
  clock: Clock;
  secondFactors: Pick<SecondFactors, 'methodsOf'>;
}

/** Refuses what a stolen session alone must not be able to do (RFC 9470). */
export class StepUpGuard {
  constructor(private readonly deps: StepUpGuardDeps) {}

  /** @throws STEP_UP_REQUIRED, with the ways in which this user can prove who they are */
  async require(viewer: Viewer, freshness: Freshness): Promise<void> {
    const needed = neededStepUp(viewer, freshness, this.deps.clock.now());
    if (needed !== null) throw await this.refusalOf(viewer, needed);
  }

  /** @throws STEP_UP_REQUIRED if the session of an administrator is too weak or too old for one (AD-5) */
  async requireAdministration(viewer: Viewer): Promise<void> {
    if (viewer.administers) return;
    await this.require(viewer, READING);
  }

  /** @throws STEP_UP_REQUIRED if the user must enrol a second factor before anything else */
  async requireEnrolled(viewer: Viewer): Promise<void> {
    if (viewer.mustEnrol) throw await this.refusalOf(viewer, { ...READING, level: 2, enrol: true });
  }

  /** @returns STEP_UP_REQUIRED with what this session lacks */
  async refusalOf(viewer: Viewer, { level, within, enrol }: NeededStepUp): Promise<AuthError> {
    // No proof helps a user who must enrol first.
    const methods = enrol ? [] : await this.#methodsOf(viewer);
    return new AuthError('STEP_UP_REQUIRED', { acr: acrOf(level), maxAge: within.seconds, methods, enrol });
  }

  /** A recovery code never satisfies a step-up, and a password does not for a user with a second factor. */
  async #methodsOf({ account }: Viewer): Promise<ProofMethod[]> {
    if (!account.hasSecondFactor) return (await this.#hasPassword(account.id)) ? [ProofMethod.PASSWORD] : [];
    const methods = await this.deps.secondFactors.methodsOf(account.id);
    return methods.flatMap((method) => (method === 'RECOVERY_CODE' ? [] : [ProofMethod[method]]));
  }

  async #hasPassword(userId: UserId): Promise<boolean> {
    return (await this.deps.database.passwordHash.count({ where: { userId } })) > 0;
  }
}
