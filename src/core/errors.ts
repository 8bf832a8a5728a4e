/**
 * Every error code of the API, with its HTTP-like status (the one that a REST service would use) and its
 * extra fields. Each capability adds its own codes from its folder. A code never changes.
 */
// biome-ignore lint/suspicious/noEmptyInterface: each capability adds its codes to it
export interface ErrorCatalogue {}

export type ErrorCode = keyof ErrorCatalogue;

/** The declaration of an error code. Its message is in the texts of its capability, under `errors.CODE`. */
export interface ErrorDeclaration<C extends ErrorCode> {
  readonly status: ErrorCatalogue[C]['status'];
  /** For `docs/errors.md`: when a client gets this code. */
  readonly when: string;
  /** For `docs/errors.md`: the extra fields in `extensions`. */
  readonly extras?: string;
  /**
   * Set if this refusal reveals nothing about a guessed secret. Any other refusal counts as a wrong guess.
   */
  readonly noGuess?: true;
}

export type ErrorDeclarations<C extends ErrorCode = ErrorCode> = {
  readonly [Code in C]: ErrorDeclaration<Code>;
};

/** A message by its key in the text catalogues. The code that refuses does not know the client's language. */
export interface Sentence {
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/**
 * An input field and the rule that it breaks. It names the rule and never repeats the value. The response has
 * the translated `message` in place of `sentence`.
 */
export interface FieldProblem {
  readonly field: string;
  readonly rule: string;
  readonly sentence: Sentence;
}

/**
 * The `reason` of a FORBIDDEN that the role alone would allow. The message is the text `forbidden.REASON`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: each capability adds its reasons to it
export interface ForbiddenReasonCatalogue {}
export type ForbiddenReason = keyof ForbiddenReasonCatalogue;

type ExtrasOf<C extends ErrorCode> = 'extras' extends keyof ErrorCatalogue[C]
  ? ErrorCatalogue[C] extends { extras: infer Extras }
    ? [extras: Extras]
    : ErrorCatalogue[C] extends { extras?: infer Extras }
      ? [extras?: Exclude<Extras, undefined>]
      : []
  : [];

/**
 * An error for the client. `code` and `extras` are sent to the client, and the response layer adds the
 * translated message. Details for the operator alone belong in the log.
 */
export class Refusal<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly extras: Readonly<Record<string, unknown>>;

  constructor(code: C, ...extras: ExtrasOf<C>) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.extras = (extras[0] ?? {}) as Readonly<Record<string, unknown>>;
  }
}

/** Selects the message of a refusal. A `reason` has its own message, because the code does not explain it. */
export function sentenceOf({ code, extras }: Pick<Refusal, 'code' | 'extras'>): Sentence {
  const { reason } = extras;
  return { key: reason === undefined ? `errors.${code}` : `forbidden.${String(reason)}`, params: {} };
}

/**
 * The service is overloaded; the client gets SERVER_BUSY. The error has no `code` property, because Prisma
 * would take that for one of its own codes.
 */
export class Overload extends Error {
  override readonly name = 'Overload';

  /** @param retryAfter in seconds */
  constructor(readonly retryAfter: number) {
    super('SERVER_BUSY');
  }
}

/** The process cannot start. The message tells the operator why. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
