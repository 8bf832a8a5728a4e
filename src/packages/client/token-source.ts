import type { AuthClient } from './auth-client.js';
import { DEAD_LINK } from './auth-error.js';

/** What a GraphQL client of another service needs from the auth client. */
export type TokenSource = Pick<AuthClient, 'getAccessToken'> & Partial<Pick<AuthClient, 'stepUp'>>;

type Errors = readonly { readonly extensions?: Readonly<Record<string, unknown>> | undefined }[];

/**
 * Codes by which GraphQL services refuse a token: those of this service and of its verifier, and the code
 * that most others use. An invalid token may belong to a session that has ended: the refresh finds out.
 */
const REFUSALS: readonly unknown[] = ['TOKEN_EXPIRED', 'TOKEN_INVALID', 'UNAUTHENTICATED'];

/**
 * Finds out how to get a token with which a refused request may succeed: from a refresh, or from a step-up of the user.
 * @returns null if no other token would help. The function returns null if it got none
 */
export function cureOf(
  auth: TokenSource,
  errors: Errors | undefined,
  status?: number,
): ((refused: string) => Promise<string | null>) | null {
  const stepUp = errors?.find(({ extensions }) => extensions?.['code'] === 'STEP_UP_REQUIRED')?.extensions;
  if (stepUp) return async (refused) => (await auth.stepUp?.(refused, stepUp)) ?? null;
  return refusesToken(errors, status) ? (refused) => auth.getAccessToken(refused) : null;
}

function refusesToken(errors: Errors | undefined, status?: number): boolean {
  return (
    status === 401 ||
    (errors?.some(
      ({ extensions }) => REFUSALS.includes(extensions?.['code']) && extensions?.['reason'] !== DEAD_LINK,
    ) ??
      false)
  );
}
