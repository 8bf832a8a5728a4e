import type { AuthClient } from './auth-client.js';

/** What a GraphQL client of another service needs of this one. */
export type TokenSource = Pick<AuthClient, 'getAccessToken'>;

/**
 * Codes by which GraphQL services refuse a token: this one's and its verifier's, and the one that most others use. A token
 * that is invalid may be of a session that has ended: the refresh finds that out.
 */
const REFUSALS: readonly unknown[] = ['TOKEN_EXPIRED', 'TOKEN_INVALID', 'UNAUTHENTICATED'];

/** Whether an answer means that another token may do. */
export function refusesToken(
  errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> | undefined }[] | undefined,
  status?: number,
): boolean {
  return (
    status === 401 || (errors?.some(({ extensions }) => REFUSALS.includes(extensions?.['code'])) ?? false)
  );
}
