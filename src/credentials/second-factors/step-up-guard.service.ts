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

export interface StepUpGuardConfig {
  /** Whether users sign in with mailed codes. */
  readonly mailedCodes: 'off' | 'sign-in' | 'registration';
  /** The providers with which users sign in. */
  readonly signInProviders?: readonly { readonly id: string }[];
}

export interface StepUpGuardDeps {
  database: Database;
  clock: Clock;
  secondFactors: Pick<SecondFactors, 'methodsOf'>;
}

/** Refuses what a stolen session alone must not be able to do (RFC 9470). */
export class StepUpGuard {
  constructor(
    private readonly deps: StepUpGuardDeps,
    private readonly config: StepUpGuardConfig,
  ) {}

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
    const methods = enrol ? [] : await this.methodsOf(viewer);
    return new AuthError('STEP_UP_REQUIRED', { acr: acrOf(level), maxAge: within.seconds, methods, enrol });
  }

  /**
   * The ways in which the user can prove who they are. A recovery code never satisfies a step-up. A user with a second
   * factor needs one. A mailed code is for users who have nothing stronger: with the session and the mailbox, a thief
   * would otherwise need no password.
   */
  async methodsOf({ account }: Viewer): Promise<ProofMethod[]> {
    if (!account.hasSecondFactor) return this.#singleFactorsOf(account);
    const methods = await this.deps.secondFactors.methodsOf(account.id);
    return methods.flatMap((method) => (method === 'RECOVERY_CODE' ? [] : [ProofMethod[method]]));
  }

  async #singleFactorsOf({ id, emailVerified }: Viewer['account']): Promise<ProofMethod[]> {
    const hasPassword = await this.#hasPassword(id);
    const mailsCodes = this.config.mailedCodes !== 'off' && emailVerified;
    return [
      ...(hasPassword ? [ProofMethod.PASSWORD] : []),
      ...((await this.#hasProvider(id)) ? [ProofMethod.PROVIDER] : []),
      ...(!hasPassword && mailsCodes ? [ProofMethod.MAILED_CODE] : []),
    ];
  }

  /** Whether the user has an account at a provider that is still in the settings. */
  async #hasProvider(userId: UserId): Promise<boolean> {
    const providers = (this.config.signInProviders ?? []).map(({ id }) => id);
    if (providers.length === 0) return false;
    return (await this.deps.database.identity.count({ where: { userId, provider: { in: providers } } })) > 0;
  }

  async #hasPassword(userId: UserId): Promise<boolean> {
    return (await this.deps.database.passwordHash.count({ where: { userId } })) > 0;
  }
}
