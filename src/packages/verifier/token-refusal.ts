const REFUSALS = {
  UNAUTHENTICATED: { status: 401, message: 'Authentication is required', challenge: 'Bearer' },
  TOKEN_EXPIRED: { status: 401, message: 'Token has expired', challenge: 'Bearer error="invalid_token"' },
  TOKEN_INVALID: { status: 401, message: 'Invalid token', challenge: 'Bearer error="invalid_token"' },
  FORBIDDEN: {
    status: 403,
    message: 'You are not allowed to do this',
    challenge: 'Bearer error="insufficient_scope"',
  },
  SERVICE_UNAVAILABLE: { status: 503, message: 'The keys of tokens cannot be fetched', challenge: null },
} as const;

/** The codes are those that Latchkey itself refuses with, so that clients need one way to deal with them. */
export type TokenRefusalCode = keyof typeof REFUSALS;

/**
 * Why nobody is let in. It holds no part of a token, and does not tell which check failed (RFC 8725 §3.3).
 * Servers find what they answer with where they look for it: Fastify and Express in the status and the headers of an
 * error, GraphQL in its extensions.
 */
export class TokenRefusal extends Error {
  override readonly name = 'TokenRefusal';
  readonly status: 401 | 403 | 503;
  readonly statusCode: 401 | 403 | 503;
  /** RFC 6750 §3. */
  readonly headers: Readonly<Record<string, string>>;
  readonly extensions: { readonly code: TokenRefusalCode; readonly status: number };

  /** @param cause why keys could not be fetched, for the operator */
  constructor(
    readonly code: TokenRefusalCode,
    cause?: unknown,
  ) {
    const { status, message, challenge } = REFUSALS[code];
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
    this.statusCode = status;
    this.headers = challenge === null ? {} : { 'www-authenticate': challenge };
    this.extensions = { code, status };
  }
}
