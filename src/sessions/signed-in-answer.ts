import type { RequestContext } from '../platform/graphql/context.js';
import { AuthPayload } from './session.type.js';
import type { SignedIn } from './session-tokens.js';

/**
 * The answer of every operation that opens or refreshes a session. The refresh token leaves once: in the body, or in
 * the cookie, where no script can read it, and then never in both (RT-8). The last step of a resolver: whoever was
 * refused keeps the cookie they have.
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
