import type { RequestContext } from '../platform/graphql/context.js';
import type { AnswerKey } from '../platform/i18n/translator.js';
import type { AuthPayload } from './session.type.js';
import type { SignedIn } from './session-tokens.js';

/**
 * Builds the answer of every operation that opens or refreshes a session. The refresh token is either in the
 * body or in the cookie, which no script can read, never in both (RT-8). A resolver calls it last, so that a
 * refused client keeps its cookie.
 */
export function answerSignedIn(
  signedIn: SignedIn,
  context: RequestContext,
  key: AnswerKey,
  inCookie = context.refreshCookie.wanted,
): AuthPayload {
  const { accessToken, refreshToken, expiresIn, viewer, deviceToken = null, trustedDevice = null } = signedIn;
  context.signIn(viewer);
  const { message } = context.answer(key);
  const answer = { accessToken, tokenType: 'Bearer', expiresIn, message, user: viewer.account };
  if (!inCookie)
    return { ...answer, refreshToken, deviceToken, trustedDevice: trustedDevice?.tokens ?? null };
  context.refreshCookie.keep(refreshToken, signedIn.sessionExpiresIn);
  return {
    ...answer,
    refreshToken: null,
    deviceToken: deviceToken && context.keepDevice(deviceToken),
    trustedDevice: trustedDevice && context.keepTrust(trustedDevice),
  };
}
