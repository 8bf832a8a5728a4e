import type { ErrorCode } from '../../generated/client/operations.js';

/** Codes of GraphQL and of the transport, which no operation of the service raises by itself. */
export type GraphQLErrorCode =
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'BAD_REQUEST'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'PERSISTED_QUERY_NOT_SUPPORTED';

/** What went wrong. `NETWORK_ERROR`: no answer of the service's came; whether it did what was asked is not known. */
export type AuthErrorCode = ErrorCode | GraphQLErrorCode | 'NETWORK_ERROR';

/** One rule that one field of the input breaks. */
export interface FieldProblem {
  readonly field: string;
  /** A word that never changes. */
  readonly rule: string;
  /** A sentence for people, in their language. */
  readonly message: string;
}

export interface AuthErrorDetails {
  /** The status that a REST service would have used; of a `NETWORK_ERROR`, the HTTP status if there was one. */
  readonly status?: number;
  /** Names the request in the service's log. */
  readonly requestId?: string;
  /** Of `BAD_USER_INPUT` and `WEAK_PASSWORD`. */
  readonly fields?: readonly FieldProblem[];
  /** Of `RATE_LIMITED` and `SERVER_BUSY`: seconds to wait. */
  readonly retryAfter?: number;
  /** Of `ACCOUNT_SUSPENDED`: an instant in ISO 8601, or null for no end. */
  readonly until?: string | null;
}

/** Every refusal and every failure. It repeats nothing of what was sent: no password, no token. */
export class AuthError extends Error implements AuthErrorDetails {
  override readonly name = 'AuthError';
  declare readonly status?: number;
  declare readonly requestId?: string;
  declare readonly fields?: readonly FieldProblem[];
  declare readonly retryAfter?: number;
  declare readonly until?: string | null;

  /** @param message a sentence for people: the service's own, in their language */
  constructor(
    readonly code: AuthErrorCode,
    message: string,
    details: AuthErrorDetails = {},
    options?: { cause: unknown },
  ) {
    super(message, options);
    Object.assign(this, details);
  }
}

export function hasCode(error: unknown, codes: readonly AuthErrorCode[]): error is AuthError {
  return error instanceof AuthError && codes.includes(error.code);
}
