import type { FactorRules } from '../accounts/users/factor-rules.js';
import type { SignInRules } from '../accounts/users/sign-in-rules.service.js';
import type { Duration } from '../core/duration.js';
import type { ProfileClaim } from '../core/profile-claims.js';
import type { Randomness } from '../core/randomness.js';
import { AccessTokens } from './access-token.js';
import { anyOf, refreshAudience } from './audience.js';
import { RefreshTokens } from './refresh-token.js';
import { SessionAuthentication } from './session-authentication.service.js';
import { SessionEndings, type SessionEndingsDeps } from './session-endings.service.js';
import { SessionGenerations, type SessionGenerationsConfig } from './session-generations.service.js';
import { SessionLife, type SessionLifeConfig } from './session-life.service.js';
import { SessionOpenings, type SessionOpeningsDeps } from './session-openings.js';
import { SessionRotation, type SessionRotationDeps } from './session-rotation.service.js';
import { SessionTokens } from './session-tokens.js';
import { Sessions, type SessionsDeps } from './sessions.service.js';
import { SignedTokens } from './signed-token.js';
import type { AccessKey } from './signing-keys/access-key.js';
import type { LiveKeyRing } from './signing-keys/live-key-ring.js';
import type { RefreshKey } from './signing-keys/refresh-key.js';
import { UsedGenerations, type UsedGenerationsDeps } from './used-generations.service.js';

type Deps = Omit<
  SessionEndingsDeps & SessionOpeningsDeps & SessionRotationDeps & SessionsDeps & UsedGenerationsDeps,
  'accessTokens' | 'refreshTokens' | 'sessionTokens' | 'generations' | 'life'
> & {
  readonly accessKeys: LiveKeyRing<AccessKey>;
  readonly refreshKeys: LiveKeyRing<RefreshKey>;
  readonly randomness: Randomness;
};

export interface SessionsConfig
  extends SessionGenerationsConfig,
    SessionLifeConfig,
    SignInRules,
    FactorRules {
  readonly issuer: string;
  readonly accessTokenAudiences: readonly string[] | null;
  readonly accessTokenClaims: readonly ProfileClaim[];
  readonly accessTokenTtl: Duration;
  readonly refreshTokenTtl: Duration;
}

/** Creates the services of this folder. */
export function openSessions(deps: Deps, config: SessionsConfig) {
  const { clock, accessKeys, refreshKeys } = deps;
  const { issuer } = config;
  const audiences = config.accessTokenAudiences ?? [issuer];
  const accessTokens = new AccessTokens({
    clock,
    signedTokens: new SignedTokens(
      { clock, keyRing: accessKeys },
      // Accept the issuer too: instances before and after a change of the setting accept each other's tokens.
      { type: 'at+jwt', issuer, audiences, accepts: anyOf([...audiences, issuer]) },
    ),
  });
  const refreshTokens = new RefreshTokens({
    signedTokens: new SignedTokens(
      { clock, keyRing: refreshKeys },
      // No other service accepts it as an access token, even one that ignores `typ` (RFC 8725 §3.12).
      {
        type: 'rt+jwt',
        issuer,
        audiences: [refreshAudience(issuer)],
        // Exactly as issued: a string, not a list.
        accepts: (aud) => aud === refreshAudience(issuer),
      },
    ),
  });
  const life = new SessionLife(config);
  const sessionTokens = new SessionTokens({ ...deps, accessTokens, refreshTokens, life }, config);
  const used = new UsedGenerations(deps);
  const generations = new SessionGenerations({ ...deps, used }, config);
  const tokens = { accessTokens, refreshTokens, sessionTokens, generations, life };
  return {
    accessTokens,
    generations,
    sessionLife: life,
    usedGenerations: used,
    sessionAuthentication: new SessionAuthentication(deps),
    sessions: new Sessions({ ...deps, ...tokens }, config),
    sessionOpenings: new SessionOpenings({ ...deps, ...tokens }, config),
    rotation: new SessionRotation({ ...deps, ...tokens }, config),
    endings: new SessionEndings({ ...deps, ...tokens }),
  };
}
