import { type Authentication, acrOf, type ToldAuthentication, weakerAcr } from '../core/assurance.js';
import type { IssuedAccessToken } from './access-token.js';
import { toSeconds } from './signed-token.js';

/**
 * What other services are told about the proof: in each member the weaker of the access token and the row. The row may
 * have been weakened since the token was issued (MFA-8), or lifted by a step-up, which lifts the session and not a thief
 * who has an older token.
 * @returns null for a token of a version that did not tell it
 */
export function toldAuthentication(
  { proved }: Pick<IssuedAccessToken, 'proved'>,
  row: Authentication,
): ToldAuthentication | null {
  if (proved === null) return null;
  const acr = weakerAcr(proved.acr, acrOf(row.level));
  return {
    authTime: Math.min(proved.auth_time, toSeconds(row.at)),
    acr,
    amr: acr === proved.acr ? proved.amr : row.methods,
  };
}

/** The same for a token that is issued from the row. */
export function toldOf({ at, level, methods }: Authentication): ToldAuthentication {
  return { authTime: toSeconds(at), acr: acrOf(level), amr: methods };
}
