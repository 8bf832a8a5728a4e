import type { Freshness } from './freshness.js';

const REFUSALS = {
  UNAUTHENTICATED: { status: 401, message: 'Authentication is required', challenge: 'Bearer' },
  TOKEN_EXPIRED: { status: 401, message: 'Token has expired', challenge: 'Bearer error="invalid_token"' },
  TOKEN_INVALID: { status: 401, message: 'Invalid token', challenge: 'Bearer error="invalid_token"' },
  FORBIDDEN: {
    status: 403,
    message: 'You are not allowed to do this',
    challenge: 'Bearer error="insufficient_scope"',
  },
  STEP_UP_REQUIRED: {
    status: 401,
    message: 'Confirm that it is you to continue',
    challenge: 'Bearer error="insufficient_user_authentication"',
  },
  SERVICE_UNAVAILABLE: {
    status: 503,
    message: 'The keys that verify tokens cannot be fetched',
    challenge: null,
  },
} as const;

/** The same codes as in Latchkey's own errors, so that clients handle both in one way. */
export type TokenErrorCode = keyof typeof REFUSALS;

/**
 * A request was rejected. The error contains no part of the token and does not tell which check failed (RFC
 * 8725 §3.3). It carries the status and headers that Fastify and Express read from an error, and the
 * extensions that GraphQL servers read.
 */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly status: 401 | 403 | 503;
  readonly statusCode: 401 | 403 | 503;
  /** RFC 6750 §3. */
  readonly headers: Readonly<Record<string, string>>;
  /** For STEP_UP_REQUIRED, with `acr` and `maxAge` as the service has them in its own error. */
  readonly extensions: { readonly code: TokenErrorCode; readonly status: number } & Freshness;

  /**
   * @param cause why the keys could not be fetched, for the operator
   * @param needed what the token lacks
   */
  constructor(
    readonly code: TokenErrorCode,
    cause?: unknown,
    needed: Freshness = {},
  ) {
    const { status, message, challenge } = REFUSALS[code];
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
    this.statusCode = status;
    this.headers = challenge === null ? {} : { 'www-authenticate': challenge + parametersOf(needed) };
    this.extensions = { code, status, ...needed };
  }

  /** A refusal that says what the token lacks (RFC 9470 §3). */
  static stepUp({ acr, maxAge }: Freshness): TokenError {
    return new TokenError('STEP_UP_REQUIRED', undefined, {
      ...(acr === undefined ? {} : { acr }),
      ...(maxAge === undefined ? {} : { maxAge }),
    });
  }
}

function parametersOf({ acr, maxAge }: Freshness): string {
  const values = acr === undefined ? '' : `, acr_values="${acr}"`;
  return maxAge === undefined ? values : `${values}, max_age=${maxAge}`;
}
