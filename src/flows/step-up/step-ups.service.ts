import type { Users } from '../../accounts/users/users.service.js';
import { type Acr, acrOf, type Proof } from '../../core/assurance.js';
import type { Clock } from '../../core/clock.js';
import { AuthError } from '../../core/errors.js';
import { OWN_CREDENTIALS } from '../../core/freshness.js';
import type { LockedUser } from '../../core/ids.js';
import type { RequestMeta, Viewer } from '../../core/viewer.js';
import type { StepUpGuard } from '../../credentials/second-factors/step-up-guard.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { RawTransaction } from '../../platform/database/client.js';
import type { SessionAuthentication } from '../../sessions/session-authentication.service.js';

/** What a signed-in user has proved again. */
export interface StepUpProof extends Proof {
  /** Read before the proof was checked. The session is lifted only while it is unchanged. */
  readonly credentialsEpoch?: number;
  /**
   * Since when the user has the factor. One that is older than the session also ends the restrictions of a session that
   * a recovery code opened.
   */
  readonly factorSince?: Date;
}

/** Uses the proof up after the user is locked, and throws the refusal if another request was faster. */
export type ClaimProof = (tx: RawTransaction, userId: LockedUser) => Promise<void>;

/** The state of a session after a step-up. */
export interface SteppedUp {
  readonly authenticatedAt: Date;
  readonly acr: Acr;
}

export interface StepUpsDeps {
  clock: Clock;
  users: Pick<Users, 'findLocked'>;
  sessionAuthentication: SessionAuthentication;
  stepUpGuard: Pick<StepUpGuard, 'refusalOf'>;
  audit: AuditTrail;
}

/** Lifts sessions. Every way to prove again who one is ends here. */
export class StepUps {
  constructor(private readonly deps: StepUpsDeps) {}

  /**
   * Stores the proof in the row of the session, and gives out nothing: the client refreshes its tokens afterwards. One
   * transaction locks the user, uses the proof up and lifts the session, in this order, as a sign-in does.
   * @throws STEP_UP_REQUIRED for one factor of a user with a second one; INVALID_CREDENTIALS if the credentials have
   * changed since the proof; TOKEN_INVALID if the session has ended; what `claim` throws
   */
  async lift(
    viewer: Viewer,
    proof: StepUpProof,
    requestMeta: RequestMeta,
    claim?: ClaimProof,
  ): Promise<SteppedUp> {
    const lifted = await this.deps.audit.transaction(async (tx, record) => {
      const user = await this.deps.users.findLocked(tx, viewer.account.id, this.deps.clock.now());
      if (user === null) throw new AuthError('TOKEN_INVALID');
      // The session may have level 2 already: one factor would then make both of them fresh.
      if (proof.level < 2 && user.account.hasSecondFactor) return null;
      const { credentialsEpoch = user.credentialsEpoch, level, methods, factorSince } = proof;
      if (user.credentialsEpoch !== credentialsEpoch) throw new AuthError('INVALID_CREDENTIALS');
      const { id } = user.account;
      await claim?.(tx, id);
      const now = await this.deps.sessionAuthentication.lift(tx, id, viewer, { level, methods }, factorSince);
      if (now === null) throw new AuthError('TOKEN_INVALID');
      const { sessionId } = viewer;
      await record({ type: 'reauthenticated', userId: id, sessionId, methods, requestMeta });
      return { authenticatedAt: now.at, acr: acrOf(now.level) };
    });
    if (lifted === null) throw await this.#tooWeak(viewer);
    return lifted;
  }

  /** @throws STEP_UP_REQUIRED if one factor is not enough for this user */
  async requireOneFactorIsEnough(viewer: Viewer): Promise<void> {
    if (viewer.account.hasSecondFactor) throw await this.#tooWeak(viewer);
  }

  #tooWeak({ account, ...viewer }: Viewer): Promise<AuthError> {
    const { within } = OWN_CREDENTIALS;
    return this.deps.stepUpGuard.refusalOf(
      { ...viewer, account: { ...account, hasSecondFactor: true } },
      { level: 2, within, enrol: false },
    );
  }
}
