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

/**
 * Makes sessions and their tokens, for `flows/sign-in` alone: it has verified the user and writes the row. The
 * architecture test refuses every other caller.
 */
export class SessionOpenings {
  constructor(
    private readonly deps: SessionOpeningsDeps,
    private readonly config: { refreshTokenTtl: Duration },
  ) {}

  /** The session has an absolute lifetime, which no refresh extends (RT-5). */
  next(authentication: Authentication): SessionState {
    const now = this.deps.clock.now();
    return {
      id: asSessionId(this.deps.randomness.uuid()),
      generation: 1,
      expiresAt: this.config.refreshTokenTtl.after(now),
      lastUsedAt: now,
      authentication,
      stepUpGeneration: 0,
    };
  }

  issue(session: SessionState, account: LockedAccount): SignedIn {
    return this.deps.sessionTokens.issue(session, account);
  }
}
