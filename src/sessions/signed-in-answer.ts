import type { RequestContext } from '../platform/graphql/context.js';
import { AuthPayload } from './session.type.js';
import type { SignedIn } from './session-tokens.js';

/**
 * Builds the answer of every operation that opens or refreshes a session. The refresh token is either in the
 * body or in the cookie, which no script can read, never in both (RT-8). A resolver calls it last, so that a
 * refused client keeps its cookie.
 */
export function answerSignedIn(
  signedIn: SignedIn,
  context: RequestContext,
  inCookie = context.refreshCookie.wanted,
): AuthPayload {
  context.signIn(signedIn.viewer);
  if (!inCookie) return AuthPayload.of(signedIn);
  context.refreshCookie.keep(signedIn.refreshToken, signedIn.sessionExpiresIn);
  const deviceToken = signedIn.deviceToken === undefined ? null : context.keepDevice(signedIn.deviceToken);
  return AuthPayload.of({ ...signedIn, refreshToken: '', deviceToken });
}
