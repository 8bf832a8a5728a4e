import type {
  ErrorCodeOf,
  ErrorCodes,
  FieldRule,
  TokenErrorCode,
} from '../../generated/client/operations.js';

/**
 * Error codes of GraphQL and of the transport, whichever the operation is. `NETWORK_ERROR`: no answer of the service
 * arrived, so the operation may or may not have run. `FORBIDDEN`: the origin of the page may not use cookie mode.
 */
export type TransportErrorCode =
  | 'NETWORK_ERROR'
  | 'FORBIDDEN'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'BAD_REQUEST'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'PERSISTED_QUERY_NOT_SUPPORTED';

/**
 * The code with which a method of the client fails: one of its operation, one of the transport, or, if the operation
 * reads a token, one of the refresh before it.
 */
export type AuthErrorCode<Name extends keyof ErrorCodes = keyof ErrorCodes> =
  | ErrorCodeOf<Name>
  | ([TokenErrorCode] extends [ErrorCodeOf<Name>] ? ErrorCodeOf<'refreshToken'> : never)
  | TransportErrorCode;

/** A rule that a field of the input breaks. */
export interface FieldProblem {
  readonly field: string;
  /** For programs. It is the same in every language. A newer service may have more rules. */
  readonly rule: FieldRule;
  /** A message for people, in their language. */
  readonly message: string;
  /** The parameters of the rule, such as `{ count: 8 }` of `minLength`, if it has any. */
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Why an operation fails, where the code alone does not say it. */
export type ErrorReason =
  | 'administratorAccount'
  | 'codeRegistrationOff'
  | 'enrolmentCodeNeeded'
  | 'ownSecondFactors'
  | 'secondFactorNeeded'
  | 'deadLink'
  | 'lastAdministrator'
  | 'lastWayIn'
  | 'mailedCodesOff'
  | 'noSecondFactor'
  | 'ownSuspension'
  | 'recoveryCodeTooNew'
  | 'scopeMissing'
  | 'tooManyAuthenticators'
  | 'tooManyIdentities'
  | 'tooManyPasskeys';

/** The `reason` of a `TOKEN_INVALID` about the token of a mailed link, and not about that of a session. */
export const DEAD_LINK = 'deadLink' satisfies ErrorReason;

/** The ways in which users prove who they are. A newer service may have more. */
export type ProofMethod = 'PASSWORD' | 'TOTP' | 'PASSKEY' | 'RECOVERY_CODE' | 'MAILED_CODE' | 'PROVIDER';

export interface AuthErrorDetails {
  /** The equivalent status of a REST service. For `NETWORK_ERROR`, the HTTP status if there was one. */
  readonly status?: number;
  /** The id of the request in the log of the service. */
  readonly requestId?: string;
  /** For `BAD_USER_INPUT`, `WEAK_PASSWORD`, `USERNAME_TAKEN` and `EMAIL_TAKEN`. */
  readonly fields?: readonly FieldProblem[];
  /** For some `FORBIDDEN` and `TOKEN_INVALID`. */
  readonly reason?: ErrorReason;
  /** For `RATE_LIMITED` and `SERVER_BUSY`: the seconds to wait. */
  readonly retryAfter?: number;
  /** For `ACCOUNT_SUSPENDED`: an ISO 8601 time, or null if the suspension has no end. */
  readonly until?: string | null;
  /** For `EMAIL_NOT_VERIFIED`: whether this call created the account. */
  readonly registered?: boolean;
  /**
   * For `MFA_REQUIRED`: the secret for the second step. For `SIGN_UP_REQUIRED`: for `completeSignUp`. For
   * `LINK_REQUIRED`: the `linkChallenge` of a sign-in. It is not enumerable, so error reports leave it out.
   */
  readonly challenge?: string;
  /** For `MFA_REQUIRED`, `STEP_UP_REQUIRED` and `LINK_REQUIRED`: the ways in which the user can prove who they are. */
  readonly methods?: readonly ProofMethod[];
  /** With a `challenge`: its end, as an ISO 8601 time. */
  readonly expiresAt?: string;
  /** For `SIGN_UP_REQUIRED`: a username that was free. */
  readonly suggestedUsername?: string;
  /** For `SIGN_UP_REQUIRED`: the address of the new account, or null if the user must give one. */
  readonly email?: string | null;
  /** For `SIGN_UP_REQUIRED`: whether the account begins with a verified address. */
  readonly emailVerified?: boolean;
  /** For `INVALID_CODE` during a sign-in: the attempts that are left. */
  readonly attemptsLeft?: number;
  /** For `STEP_UP_REQUIRED`: the level that the operation needs. */
  readonly acr?: string;
  /** For `STEP_UP_REQUIRED`: the longest time since the proof, in seconds. */
  readonly maxAge?: number;
  /** For `STEP_UP_REQUIRED`: whether the user needs a second factor and has none yet. */
  readonly enrol?: boolean;
  /** For `CAPTCHA_REQUIRED`: whose captcha to show. A newer service may have more. */
  readonly provider?: 'TURNSTILE' | 'HCAPTCHA' | 'HTTP';
  /** For `CAPTCHA_REQUIRED`: the public key of the site at the provider, or null if the provider has none. */
  readonly siteKey?: string | null;
  /** For `CAPTCHA_REQUIRED`: whether the call had a token, which a new one has to replace. */
  readonly again?: boolean;
}

/**
 * Every failure of the client, with all extra fields that the service sent. It contains no password and no token
 * of the request.
 */
export class AuthError<Code extends AuthErrorCode = AuthErrorCode> extends Error implements AuthErrorDetails {
  /** The built-in check, typed so that `instanceof` narrows to the known codes. */
  declare static readonly [Symbol.hasInstance]: (value: unknown) => value is AuthError;

  override readonly name = 'AuthError';
  declare readonly status?: number;
  declare readonly requestId?: string;
  declare readonly fields?: readonly FieldProblem[];
  declare readonly reason?: ErrorReason;
  declare readonly retryAfter?: number;
  declare readonly until?: string | null;
  declare readonly registered?: boolean;
  declare readonly challenge?: string;
  declare readonly methods?: readonly ProofMethod[];
  declare readonly expiresAt?: string;
  declare readonly suggestedUsername?: string;
  declare readonly email?: string | null;
  declare readonly emailVerified?: boolean;
  declare readonly attemptsLeft?: number;
  declare readonly acr?: string;
  declare readonly maxAge?: number;
  declare readonly enrol?: boolean;
  declare readonly provider?: 'TURNSTILE' | 'HCAPTCHA' | 'HTTP';
  declare readonly siteKey?: string | null;
  declare readonly again?: boolean;

  /** @param message a message for people; if the service sent one, in their language */
  constructor(
    readonly code: Code,
    message: string,
    details: AuthErrorDetails = {},
    options?: { cause: unknown },
  ) {
    super(message, options);
    const { challenge, ...others } = details;
    // What a gateway adds must not replace a member of the error.
    const added = Object.entries(others).filter(([key]) => !(key in this));
    Object.assign(this, Object.fromEntries(added));
    if (challenge !== undefined) hide(this, { challenge });
  }
}

/** Adds secrets that are not enumerable, so reports, logs and copies leave them out. */
export function hide<T extends object, Secrets extends object>(target: T, secrets: Secrets): T & Secrets {
  for (const [name, value] of Object.entries(secrets)) Object.defineProperty(target, name, { value });
  return target as T & Secrets;
}

/**
 * Whether a call of the client failed. With the name of the called method, `isAuthError<'login'>(error)`, the
 * compiler knows which codes are possible.
 */
export function isAuthError<Name extends keyof ErrorCodes = keyof ErrorCodes>(
  error: unknown,
): error is AuthError<AuthErrorCode<Name>> {
  return error instanceof AuthError;
}

export function hasCode<Code extends AuthErrorCode>(
  error: unknown,
  codes: readonly Code[],
): error is AuthError<Code> {
  return error instanceof AuthError && (codes as readonly AuthErrorCode[]).includes(error.code);
}
