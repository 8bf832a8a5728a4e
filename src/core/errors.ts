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
  /** Set for a universal code: operations may return it without listing it in `throws`. */
  readonly returnedBy?: 'every operation' | 'operations with a token';
  /** Set if the operation may have changed something all the same. Limits of successes count it. */
  readonly mayBeDone?: true;
}

export type ErrorDeclarations<C extends ErrorCode = ErrorCode> = {
  readonly [Code in C]: ErrorDeclaration<Code>;
};

/**
 * What the rules of input fields check, by the name that clients get in `fields[].rule`. A name never changes.
 */
export type FieldRules = Readonly<
  Record<
    string,
    {
      /** The fields that the rule binds: names in code marks, or a kind of field. */
      readonly fields: string;
      /** When a field breaks the rule, for the schema and `docs/errors.md`. */
      readonly when: string;
    }
  >
>;

/** A message by its key in the text catalogues. The code that refuses does not know the client's language. */
export interface Sentence {
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/**
 * An input field and the rule that it breaks. It names the rule and never repeats the value. The response has
 * the translated `message` in place of `sentence`, and `params` if the sentence has any.
 */
export interface FieldProblem {
  readonly field: string;
  /** One of the declared `FieldRules`. */
  readonly rule: string;
  readonly sentence: Sentence;
}

/**
 * The `reason` of a refusal that its code does not explain. The message is the text `reasons.REASON`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: each capability adds its reasons to it
export interface ReasonCatalogue {}
export type Reason = keyof ReasonCatalogue;

/** The extra fields of a code in `extensions`. Most codes have none. */
export type ExtrasOf<C extends ErrorCode> = ErrorCatalogue[C] extends { extras: infer Extras }
  ? Readonly<Extras>
  : Readonly<Record<never, never>>;

/** An argument only for a code with extra fields, and an optional one if every field is optional. */
type ExtrasArgument<C extends ErrorCode> = ErrorCatalogue[C] extends { extras: infer Extras }
  ? Partial<Extras> extends Extras
    ? [extras?: Extras]
    : [extras: Extras]
  : [];

class AuthErrorOf<C extends ErrorCode> extends Error {
  /** The built-in check, typed so that `instanceof` narrows to the union. */
  declare static [Symbol.hasInstance]: (value: unknown) => value is AuthError;

  override readonly name = 'AuthError';
  readonly extras: ExtrasOf<C>;

  constructor(
    readonly code: C,
    ...[extras]: ExtrasArgument<C>
  ) {
    super(code);
    this.extras = (extras ?? {}) as ExtrasOf<C>;
  }
}

/**
 * An error for the client. `code` and `extras` are sent to the client, and the response layer adds the
 * translated message. Details for the operator alone belong in the log. It is a union over all codes, so a
 * comparison of `code` tells the compiler the type of `extras`.
 */
export type AuthError<C extends ErrorCode = ErrorCode> = { [Code in C]: AuthErrorOf<Code> }[C];
export const AuthError: Pick<typeof AuthErrorOf, typeof Symbol.hasInstance> & {
  new <C extends ErrorCode>(code: C, ...extras: ExtrasArgument<C>): AuthError<C>;
} = AuthErrorOf;

/** One type with the members of every type of the union. */
type Merged<Union> = (Union extends unknown ? (part: Union) => void : never) extends (
  whole: infer All,
) => void
  ? All
  : never;

/** The extra fields of any code, for the layers that send every refusal to the client in the same way. */
export type AnyExtras = Partial<Merged<AuthError['extras']>>;

/** Selects the message of a refusal. A `reason` has its own message, because the code does not explain it. */
export function sentenceOf(refusal: AuthError): Sentence {
  const { reason } = refusal.extras as AnyExtras;
  return { key: reason === undefined ? `errors.${refusal.code}` : `reasons.${reason}`, params: {} };
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
