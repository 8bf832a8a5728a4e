import type { AuthClient } from './auth-client.js';
import { DEAD_LINK } from './auth-error.js';

/** What a GraphQL client of another service needs from the auth client. */
export type TokenSource = Pick<AuthClient, 'getAccessToken'>;

/**
 * Codes by which GraphQL services refuse a token: those of this service and of its verifier, and the code
 * that most others use. An invalid token may belong to a session that has ended: the refresh finds out.
 */
const REFUSALS: readonly unknown[] = ['TOKEN_EXPIRED', 'TOKEN_INVALID', 'UNAUTHENTICATED'];

/** Whether a request may succeed with another token. */
export function refusesToken(
  errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> | undefined }[] | undefined,
  status?: number,
): boolean {
  return (
    status === 401 ||
    (errors?.some(
      ({ extensions }) => REFUSALS.includes(extensions?.['code']) && extensions?.['reason'] !== DEAD_LINK,
    ) ??
      false)
  );
}
