/** Every refusal that a client can meet: its code never changes, its status is the one a REST service would use. */
export const ERRORS = {
  BAD_USER_INPUT: { status: 400, message: 'The input is not valid' },
  WEAK_PASSWORD: { status: 400, message: 'Password does not meet security requirements' },
  INVALID_REFERRAL_CODE: { status: 400, message: 'Referral code is not known' },
  USERNAME_TAKEN: { status: 409, message: 'User name already exists' },
  EMAIL_TAKEN: { status: 409, message: 'Email already exists' },
  INVALID_CREDENTIALS: { status: 401, message: 'Invalid credentials' },
  ACCOUNT_SUSPENDED: { status: 403, message: 'Account suspended' },
  UNAUTHENTICATED: { status: 401, message: 'Authentication is required' },
  TOKEN_EXPIRED: { status: 401, message: 'Token has expired' },
  TOKEN_INVALID: { status: 401, message: 'Invalid token' },
  TOKEN_REUSED: { status: 401, message: 'Token was already used, its session has been ended' },
  FORBIDDEN: { status: 403, message: 'You are not allowed to do this' },
  NOT_FOUND: { status: 404, message: 'Not found' },
  RATE_LIMITED: { status: 429, message: 'Too many attempts, try again later' },
  SERVER_BUSY: { status: 503, message: 'The server is busy, try again in a moment' },
  SERVICE_UNAVAILABLE: { status: 503, message: 'The service is temporarily unavailable' },
  INTERNAL_SERVER_ERROR: { status: 500, message: 'An unexpected error occurred' },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** What is to be said, by its name in the catalogues: whoever refuses does not know the client's language. */
export interface Sentence {
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/**
 * One rule that one field of the input breaks. It names the rule and never repeats the value. Where it leaves, the
 * sentence has become a `message`.
 */
export interface FieldProblem {
  readonly field: string;
  readonly rule: string;
  readonly sentence: Sentence;
}

/** What is FORBIDDEN though the role would allow it, by its `reason`. */
export const FORBIDDEN_REASONS = {
  lastAdministrator: 'An administrator must remain: appoint another one first',
  ownSuspension: 'You cannot suspend yourself',
} as const;
export type ForbiddenReason = keyof typeof FORBIDDEN_REASONS;

interface ErrorExtras {
  BAD_USER_INPUT: { fields: readonly FieldProblem[] };
  WEAK_PASSWORD: { fields: readonly FieldProblem[] };
  ACCOUNT_SUSPENDED: { until: Date | null };
  RATE_LIMITED: { retryAfter: number };
  SERVER_BUSY: { retryAfter: number };
  SERVICE_UNAVAILABLE: { retryAfter: number };
}

interface OptionalExtras {
  FORBIDDEN: { reason: ForbiddenReason };
}

type ExtrasOf<C extends ErrorCode> = C extends keyof ErrorExtras
  ? [extras: ErrorExtras[C]]
  : C extends keyof OptionalExtras
    ? [extras?: OptionalExtras[C]]
    : [];

/**
 * A refusal that the client is meant to see. `code` and `extras` leave the service; anything that only the
 * operator should know belongs in the log.
 */
export class Refusal<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly extras: Readonly<Record<string, unknown>>;

  constructor(code: C, ...extras: ExtrasOf<C>) {
    const { reason } = (extras[0] ?? {}) as { reason?: ForbiddenReason };
    super(reason === undefined ? ERRORS[code].message : FORBIDDEN_REASONS[reason]);
    this.name = 'Refusal';
    this.code = code;
    this.extras = extras[0] ?? {};
  }
}

/** More is asked for than can be done now. It becomes a SERVER_BUSY; it has no code, which Prisma would take for its own. */
export class Overload extends Error {
  override readonly name = 'Overload';

  /** @param retryAfter in seconds */
  constructor(readonly retryAfter: number) {
    super(ERRORS.SERVER_BUSY.message);
  }
}

/** Why the process cannot start, in a sentence for the operator. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
