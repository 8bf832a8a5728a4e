import type { Duration } from '../core/duration.js';
import type { Environment } from './environment.js';

/** How long tokens live, and how long a refresh is answered again. */
export interface Lifetimes {
  readonly accessTokenTtl: Duration;
  readonly refreshTokenTtl: Duration;
  readonly refreshGrace: Duration;
  readonly refreshRecovery: Duration;
  readonly passwordResetTtl: Duration;
  readonly emailVerificationTtl: Duration;
}

export function readLifetimes(environment: Environment): Lifetimes {
  return {
    accessTokenTtl: environment.duration('ACCESS_TOKEN_TTL', '15m', { min: '1s', max: '1d' }),
    refreshTokenTtl: environment.duration('REFRESH_TOKEN_TTL', '30d', { min: '1s', max: '400d' }),
    // RT-7: the longer a used token is answered, the longer a thief may use it.
    refreshGrace: environment.duration('REFRESH_GRACE', '10s', { min: '0s', max: '30s' }),
    refreshRecovery: environment.duration('REFRESH_RECOVERY', '24h', { min: '0s', max: '30d' }),
    // NIST SP 800-63B §4.2.1.2 lets a mailed code live for a day at the most.
    passwordResetTtl: environment.duration('PASSWORD_RESET_TTL', '30m', { min: '1s', max: '24h' }),
    emailVerificationTtl: environment.duration('EMAIL_VERIFICATION_TTL', '24h', { min: '1h', max: '24h' }),
  };
}
