import type { Duration } from '../core/duration.js';
import type { Environment } from './environment.js';

/** The lifetimes of tokens, and the time in which a repeated refresh is answered. */
export interface Lifetimes {
  readonly accessTokenTtl: Duration;
  readonly refreshTokenTtl: Duration;
  /** Null: sessions have no idle limit. */
  readonly sessionIdleTtl: Duration | null;
  readonly refreshGrace: Duration;
  readonly refreshRecovery: Duration;
  readonly passwordResetTtl: Duration;
  readonly emailVerificationTtl: Duration;
  readonly invitationTtl: Duration;
  /** Zero: no device is trusted. */
  readonly trustedDeviceTtl: Duration;
}

export function readLifetimes(environment: Environment): Lifetimes {
  const accessTokenTtl = environment.duration('ACCESS_TOKEN_TTL', '15m', { min: '1s', max: '1d' });
  const sessionIdleTtl = environment.optionalDuration('SESSION_IDLE_TTL', { min: '2s', max: '400d' });
  // Otherwise a client that uses its access token until it expires would lose its session.
  if (sessionIdleTtl !== null && sessionIdleTtl.milliseconds <= accessTokenTtl.milliseconds)
    environment.problems.push('SESSION_IDLE_TTL must be longer than ACCESS_TOKEN_TTL');
  return {
    accessTokenTtl,
    sessionIdleTtl,
    refreshTokenTtl: environment.duration('REFRESH_TOKEN_TTL', '30d', { min: '1s', max: '400d' }),
    // In this time the service still accepts a used refresh token, even if an attacker replays it (RT-7).
    refreshGrace: environment.duration('REFRESH_GRACE', '10s', { min: '0s', max: '30s' }),
    refreshRecovery: environment.duration('REFRESH_RECOVERY', '24h', { min: '0s', max: '30d' }),
    // NIST SP 800-63B §4.2.1.2 limits the lifetime of a mailed code to one day.
    passwordResetTtl: environment.duration('PASSWORD_RESET_TTL', '30m', { min: '1s', max: '24h' }),
    emailVerificationTtl: environment.duration('EMAIL_VERIFICATION_TTL', '24h', { min: '1h', max: '24h' }),
    // The account has no password and no data yet, so the link may live longer than other mailed links.
    invitationTtl: environment.duration('INVITATION_TTL', '7d', { min: '1d', max: '30d' }),
    trustedDeviceTtl: environment.duration('TRUSTED_DEVICE_TTL', '30d', { min: '0s', max: '90d' }),
  };
}
