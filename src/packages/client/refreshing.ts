import { RefreshTokenDocument } from '../../generated/client/operations.js';
import { AuthError, hasCode } from './auth-error.js';
import { now, pause } from './platform.js';
import { type OpenedSession, type Session, sessionIn } from './session.js';
import type { Transport } from './transport.js';

/**
 * The limit of one try, in milliseconds. The answer to a refresh may be lost. The service repeats it for the
 * same token within its REFRESH_GRACE (10 seconds by default), so the retry must come earlier.
 */
const TRY_LIMIT = 4000;
const PAUSE_AFTER_LOSS = 250;
/**
 * In milliseconds. The client waits as long as the service asks, up to this limit. For a longer wait, the
 * caller gets the error.
 */
const LONGEST_PAUSE = 5000;

/**
 * Exchanges a refresh token for the next pair of tokens. Retries once after a failure that may be temporary.
 * @throws AuthError
 */
export async function refreshSession(transport: Transport, session: Session | null): Promise<OpenedSession> {
  const input = session?.refreshToken ? { refreshToken: session.refreshToken } : null;
  for (let isLast = false; ; isLast = true) {
    const askedAt = now();
    try {
      const data = await transport.send(RefreshTokenDocument, { input }, { token: null, timeout: TRY_LIMIT });
      const next = sessionIn(data, askedAt);
      if (next !== null) return next;
      throw new AuthError('NETWORK_ERROR', 'The answer did not come from the service');
    } catch (error) {
      const wait = pauseAfter(error);
      if (isLast || wait === null || wait > LONGEST_PAUSE) throw error;
      await pause(wait);
    }
  }
}

/** @returns the milliseconds to wait, or null for a failure that a retry cannot cure */
function pauseAfter(error: unknown): number | null {
  if (hasCode(error, ['NETWORK_ERROR'])) return PAUSE_AFTER_LOSS;
  if (!hasCode(error, ['SERVER_BUSY', 'SERVICE_UNAVAILABLE', 'RATE_LIMITED'])) return null;
  return (error.retryAfter ?? 1) * 1000;
}
