import type { ErrorCode } from '../../generated/client/operations.js';

/** Error codes of GraphQL and of the transport. No operation of the service raises them itself. */
export type GraphQLErrorCode =
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'BAD_REQUEST'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'PERSISTED_QUERY_NOT_SUPPORTED';

/**
 * The code of a failure. `NETWORK_ERROR`: no answer of the service arrived, so the operation may or may not
 * have run.
 */
export type AuthErrorCode = ErrorCode | GraphQLErrorCode | 'NETWORK_ERROR';

/** A rule that a field of the input breaks. */
export interface FieldProblem {
  readonly field: string;
  /** A stable name, for programs. */
  readonly rule: string;
  /** A message for people, in their language. */
  readonly message: string;
  /** The parameters of the rule, such as `{ count: 8 }` of `minLength`, if it has any. */
  readonly params?: Readonly<Record<string, string | number>>;
}

/** The `reason` of a `TOKEN_INVALID` about the token of a mailed link, and not about that of a session. */
export const DEAD_LINK = 'deadLink';

export interface AuthErrorDetails {
  /** The equivalent status of a REST service. For `NETWORK_ERROR`, the HTTP status if there was one. */
  readonly status?: number;
  /** The id of the request in the log of the service. */
  readonly requestId?: string;
  /** For `BAD_USER_INPUT`, `WEAK_PASSWORD`, `USERNAME_TAKEN` and `EMAIL_TAKEN`. */
  readonly fields?: readonly FieldProblem[];
  /** For some `FORBIDDEN` and `TOKEN_INVALID`: the cause, such as `deadLink`. */
  readonly reason?: string;
  /** For `RATE_LIMITED` and `SERVER_BUSY`: the seconds to wait. */
  readonly retryAfter?: number;
  /** For `ACCOUNT_SUSPENDED`: an ISO 8601 time, or null if the suspension has no end. */
  readonly until?: string | null;
}

/** Every failure of the client. It contains no password and no token of the request. */
export class AuthError extends Error implements AuthErrorDetails {
  override readonly name = 'AuthError';
  declare readonly status?: number;
  declare readonly requestId?: string;
  declare readonly fields?: readonly FieldProblem[];
  declare readonly reason?: string;
  declare readonly retryAfter?: number;
  declare readonly until?: string | null;

  /** @param message a message for people; if the service sent one, in their language */
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
