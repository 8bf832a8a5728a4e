import { RefreshTokenDocument } from '../../generated/client/operations.js';
import { AuthError, hasCode } from './auth-error.js';
import { now, pause } from './platform.js';
import { type Session, sessionIn } from './session.js';
import type { Transport } from './transport.js';

/**
 * The service may have refreshed and its answer be lost. It answers the same token again within its REFRESH_GRACE, of 10
 * seconds unless it was changed, so the first try must not be waited for that long.
 */
const TRY_LIMIT = 4000;
const PAUSE_AFTER_LOSS = 250;
/** A pause that the service asks for is made if it is short; who waits longer should be told. */
const LONGEST_PAUSE = 5000;

/** Trades a refresh token for the next pair, with one more try after a failure that may pass. */
export async function refreshSession(transport: Transport, session: Session | null): Promise<Session> {
  const input = session?.refreshToken ? { refreshToken: session.refreshToken } : null;
  for (let isLast = false; ; isLast = true) {
    const askedAt = now();
    try {
      const data = await transport.send(
        RefreshTokenDocument,
        { input },
        { token: null, milliseconds: TRY_LIMIT },
      );
      const next = sessionIn(data, askedAt);
      if (next !== null) return next;
      throw new AuthError('NETWORK_ERROR', 'The answer is not one of the service');
    } catch (error) {
      const wait = pauseAfter(error);
      if (isLast || wait === null || wait > LONGEST_PAUSE) throw error;
      await pause(wait);
    }
  }
}

/** @returns null for what will not pass by itself */
function pauseAfter(error: unknown): number | null {
  if (hasCode(error, ['NETWORK_ERROR'])) return PAUSE_AFTER_LOSS;
  if (!hasCode(error, ['SERVER_BUSY', 'SERVICE_UNAVAILABLE', 'RATE_LIMITED'])) return null;
  return (error.retryAfter ?? 1) * 1000;
}
