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
}

export interface AuthErrorDetails {
  /** The equivalent status of a REST service. For `NETWORK_ERROR`, the HTTP status if there was one. */
  readonly status?: number;
  /** The id of the request in the log of the service. */
  readonly requestId?: string;
  /** For `BAD_USER_INPUT` and `WEAK_PASSWORD`. */
  readonly fields?: readonly FieldProblem[];
  /** For `RATE_LIMITED` and `SERVER_BUSY`: the seconds to wait. */
  readonly retryAfter?: number;
  /** For `ACCOUNT_SUSPENDED`: an ISO 8601 time, or null if the suspension has no end. */
  readonly until?: string | null;
  /** For `EMAIL_NOT_VERIFIED`: whether this call created the account. */
  readonly registered?: boolean;
}

/** Every failure of the client. It contains no password and no token of the request. */
export class AuthError extends Error implements AuthErrorDetails {
  override readonly name = 'AuthError';
  declare readonly status?: number;
  declare readonly requestId?: string;
  declare readonly fields?: readonly FieldProblem[];
  declare readonly retryAfter?: number;
  declare readonly until?: string | null;
  declare readonly registered?: boolean;

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
