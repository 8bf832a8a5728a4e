/**
 * Every refusal that a client can meet: its status, which is the one a REST service would use, and the extras that go
 * with it. Each capability adds its own codes from its folder. A code never changes.
 */
// biome-ignore lint/suspicious/noEmptyInterface: each capability adds its codes to it
export interface ErrorCatalogue {}

export type ErrorCode = keyof ErrorCatalogue;

/** How a code is declared. What it says to the client is in the texts of its capability, as `errors.CODE`. */
export interface ErrorDeclaration<C extends ErrorCode> {
  readonly status: ErrorCatalogue[C]['status'];
  /** For `docs/errors.md`: when a client meets it, and which extras it has. */
  readonly when: string;
  readonly extras?: string;
  /** Set where the refusal of a try says nothing about a guess; any other refusal counts as a wrong guess. */
  readonly noGuess?: true;
}

export type ErrorDeclarations<C extends ErrorCode = ErrorCode> = {
  readonly [Code in C]: ErrorDeclaration<Code>;
};

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

/** What is FORBIDDEN though the role would allow it, by its `reason`. Its sentence is the text `forbidden.REASON`. */
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
 * A refusal that the client is meant to see. `code` and `extras` leave the service, and the sentence is looked up where
 * they leave. Anything that only the operator should know belongs in the log.
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

/** Names what a refusal says: an administrator is told what the role alone does not explain. */
export function sentenceOf({ code, extras }: Pick<Refusal, 'code' | 'extras'>): Sentence {
  const { reason } = extras;
  return { key: reason === undefined ? `errors.${code}` : `forbidden.${String(reason)}`, params: {} };
}

/** More is asked for than can be done now. It becomes a SERVER_BUSY; it has no code, which Prisma would take for its own. */
export class Overload extends Error {
  override readonly name = 'Overload';

  /** @param retryAfter in seconds */
  constructor(readonly retryAfter: number) {
    super('SERVER_BUSY');
  }
}

/** Why the process cannot start, in a sentence for the operator. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
