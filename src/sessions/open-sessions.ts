import type { Duration } from '../core/duration.js';
import type { ProfileClaim } from '../core/profile-claims.js';
import { AccessTokens } from './access-token.js';
import { RefreshTokens } from './refresh-token.js';
import { SessionEndings, type SessionEndingsDeps } from './session-endings.service.js';
import { SessionRotation, type SessionRotationDeps } from './session-rotation.service.js';
import { SessionTokens } from './session-tokens.js';
import { Sessions, type SessionsDeps } from './sessions.service.js';
import { SignedTokens } from './signed-token.js';

type Deps = Omit<
  SessionEndingsDeps & SessionRotationDeps & SessionsDeps,
  'accessTokens' | 'refreshTokens' | 'sessionTokens'
> &
  ConstructorParameters<typeof SignedTokens>[0];

export interface SessionsConfig {
  readonly issuer: string;
  readonly accessTokenAudiences: readonly string[] | null;
  readonly accessTokenClaims: readonly ProfileClaim[];
  readonly accessTokenTtl: Duration;
  readonly refreshTokenTtl: Duration;
  readonly refreshGrace: Duration;
}

/** The parts of this folder, put together. */
export function openSessions(deps: Deps, config: SessionsConfig) {
  const signedTokens = new SignedTokens(deps, config);
  const accessTokens = new AccessTokens({ ...deps, signedTokens });
  const refreshTokens = new RefreshTokens({ signedTokens });
  const sessionTokens = new SessionTokens({ ...deps, accessTokens, refreshTokens }, config);
  const tokens = { accessTokens, refreshTokens, sessionTokens };
  return {
    accessTokens,
    sessions: new Sessions({ ...deps, ...tokens }, config),
    rotation: new SessionRotation({ ...deps, ...tokens }, config),
    endings: new SessionEndings({ ...deps, ...tokens }),
  };
}
