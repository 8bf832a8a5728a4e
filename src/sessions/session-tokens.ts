import { type FactorRules, viewerOf } from '../accounts/users/factor-rules.js';
import type { Authentication } from '../core/assurance.js';
import type { Clock } from '../core/clock.js';
import type { GivenTrust } from '../core/device-tokens.js';
import type { Duration } from '../core/duration.js';
import type { SessionId } from '../core/ids.js';
import { type ProfileClaim, profileOf } from '../core/profile-claims.js';
import type { Randomness } from '../core/randomness.js';
import type { Account, Viewer } from '../core/viewer.js';
import type { AccessTokens } from './access-token.js';
import type { RefreshTokens } from './refresh-token.js';
import type { SessionLife } from './session-life.service.js';
import { toSeconds } from './signed-token.js';
import { toldOf } from './told-authentication.js';

/** The columns of a session's row that its tokens need. */
export interface SessionState {
  readonly id: SessionId;
  readonly generation: number;
  /** The absolute end. */
  readonly expiresAt: Date;
  /** The time of the last refresh, or of the opening. */
  readonly lastUsedAt: Date;
  readonly authentication: Authentication;
  /** The generation at the last step-up; 0 before any. */
  readonly stepUpGeneration: number;
}

/** What a client receives when a session is opened or refreshed. */
export interface SignedIn {
  readonly viewer: Viewer;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** The life of the access token, in seconds. */
  readonly expiresIn: number;
  /** The time until the absolute end of the session and of its refresh token, in whole seconds. */
  readonly sessionExpiresIn: number;
  /** The device keeps it, and the service recognises the device by it. Absent after a refresh. */
  readonly deviceToken?: string;
  /** The device keeps it, and a sign-in on it does not ask for the second factor. Null unless the user asked for it. */
  readonly trustedDevice?: GivenTrust | null;
}

/**
 * Issues the pair of tokens for a session. No access token outlives its session. A refresh token lives until
 * the absolute end even if the session has an idle limit: an expired one would no longer reveal a reuse.
 */
export class SessionTokens {
  constructor(
    private readonly deps: {
      clock: Clock;
      randomness: Randomness;
      accessTokens: AccessTokens;
      refreshTokens: RefreshTokens;
      life: Pick<SessionLife, 'endOf'>;
    },
    private readonly config: FactorRules & {
      accessTokenTtl: Duration;
      accessTokenClaims: readonly ProfileClaim[];
    },
  ) {}

  issue(session: SessionState, account: Account): SignedIn {
    const now = this.deps.clock.now();
    const accessExpiresAt = earlier(this.config.accessTokenTtl.after(now), this.deps.life.endOf(session));
    const named = { sub: account.id, sid: session.id, gen: session.generation };
    const { authentication, generation, stepUpGeneration } = session;
    const told = toldOf(authentication);
    return {
      viewer: viewerOf(
        { sessionId: session.id, account, authentication, told, generation, stepUpGeneration },
        this.config,
        now,
      ),
      accessToken: this.deps.accessTokens.mint(
        {
          ...named,
          jti: this.deps.randomness.uuid(),
          role: account.role,
          auth_time: told.authTime,
          acr: told.acr,
          amr: told.amr,
          ...profileOf(account, this.config.accessTokenClaims),
        },
        accessExpiresAt,
      ),
      refreshToken: this.deps.refreshTokens.mint(
        { ...named, jti: this.deps.randomness.uuid() },
        session.expiresAt,
      ),
      expiresIn: toSeconds(accessExpiresAt) - toSeconds(now),
      sessionExpiresIn: toSeconds(session.expiresAt) - toSeconds(now),
    };
  }
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
