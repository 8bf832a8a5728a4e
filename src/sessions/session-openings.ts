import type { LockedAccount } from '../accounts/users/users.service.js';
import type { Authentication } from '../core/assurance.js';
import type { Clock } from '../core/clock.js';
import type { Duration } from '../core/duration.js';
import { asSessionId } from '../core/ids.js';
import type { Randomness } from '../core/randomness.js';
import type { SessionState, SessionTokens, SignedIn } from './session-tokens.js';

export interface SessionOpeningsDeps {
  clock: Clock;
  randomness: Randomness;
  sessionTokens: SessionTokens;
}

/** No session is refreshed so often, so no access token of it is newer: the largest value of the column. */
const NEVER_REACHED = 2 ** 31 - 1;

/**
 * Makes sessions and their tokens, for `flows/sign-in` alone: it has verified the user and writes the row. The
 * architecture test refuses every other caller.
 */
export class SessionOpenings {
  constructor(
    private readonly deps: SessionOpeningsDeps,
    private readonly config: { refreshTokenTtl: Duration },
  ) {}

  /**
   * The session has an absolute lifetime, which no refresh extends (RT-5).
   * @param isFresh whether the session may do what needs a fresh one. If not, only a step-up makes it fresh
   */
  next(authentication: Authentication, isFresh = true): SessionState {
    const now = this.deps.clock.now();
    return {
      id: asSessionId(this.deps.randomness.uuid()),
      generation: 1,
      expiresAt: this.config.refreshTokenTtl.after(now),
      lastUsedAt: now,
      authentication,
      stepUpGeneration: isFresh ? 0 : NEVER_REACHED,
    };
  }

  issue(session: SessionState, account: LockedAccount): SignedIn {
    return this.deps.sessionTokens.issue(session, account);
  }
}
