/** For the compiler alone: no document has such a property. */
interface Types<Result, Variables> {
  readonly __apiType?: ((variables: Variables) => Result) | undefined;
}

/** The text of an operation that knows what it takes and what comes of it. */
export type DocumentText<Result, Variables> = string & Types<Result, Variables>;

/**
 * The same, or what code generators make of one with `documentMode: string`. A parsed document has no place here: every
 * client would carry a printer for it.
 */
export type TypedDocument<Result, Variables> =
  | DocumentText<Result, Variables>
  | (StringObject & Types<Result, Variables>);

/** What a class that extends `String` has, and the id that code generators give a persisted document. */
interface StringObject {
  toString(): string;
  charAt(position: number): string;
  readonly __meta__?: { readonly hash?: string } | undefined;
}
