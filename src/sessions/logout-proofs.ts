import { Refusal } from '../core/errors.js';
import type { RequestContext } from '../platform/graphql/context.js';
import type { LogoutProof } from './session-endings.service.js';

/**
 * What a request shows to be logged out by. A token in the input is what its client means. A cookie goes along
 * unasked, beside an access token that may be of another session: then the user wants to be out of both.
 */
export function logoutProofs(stated: string | null, context: RequestContext): LogoutProof[] {
  const { bearer, refreshCookie } = context;
  const shown = { accessToken: bearer, refreshToken: stated };
  if (stated !== null || refreshCookie.token === null) return [shown];
  const byCookie = { accessToken: null, refreshToken: refreshCookie.token };
  return bearer === null ? [byCookie] : [byCookie, shown];
}

/**
 * Ends by each proof. One that is good is enough: a spoilt cookie keeps nobody in, nor does an expired access token.
 * @throws what the first was refused with, when none is good
 */
export async function endByEach(
  proofs: readonly LogoutProof[],
  end: (proof: LogoutProof) => Promise<void>,
): Promise<void> {
  const refusals: Refusal[] = [];
  for (const proof of proofs)
    await end(proof).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(error);
    });
  if (refusals.length === proofs.length) throw refusals[0];
}
