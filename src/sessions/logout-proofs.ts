import { AuthError } from '../core/errors.js';
import type { RequestContext } from '../platform/graphql/context.js';
import type { LogoutProof } from './session-endings.service.js';

/**
 * The proofs of a logout request. A token in the input is the explicit choice of the client. The browser
 * sends a cookie by itself, and the access token beside it may belong to another session: then the user wants
 * to leave both sessions.
 */
export function logoutProofs(stated: string | null, context: RequestContext): LogoutProof[] {
  const { bearer, refreshCookie } = context;
  const shown = { accessToken: bearer, refreshToken: stated };
  if (stated !== null || refreshCookie.token === null) return [shown];
  const byCookie = { accessToken: null, refreshToken: refreshCookie.token };
  return bearer === null ? [byCookie] : [byCookie, shown];
}

/**
 * Applies `end` to each proof. One valid proof is enough: an invalid cookie or an expired access token does
 * not prevent the logout.
 * @throws the refusal of the first proof, if no proof is valid
 */
export async function endByEach(
  proofs: readonly LogoutProof[],
  end: (proof: LogoutProof) => Promise<void>,
): Promise<void> {
  const refusals: AuthError[] = [];
  for (const proof of proofs)
    await end(proof).catch((error: unknown) => {
      if (!(error instanceof AuthError)) throw error;
      refusals.push(error);
    });
  if (refusals.length === proofs.length) throw refusals[0];
}
