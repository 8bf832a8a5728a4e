/** For the compiler only: no document has this property at run time. */
interface Types<Result, Variables> {
  readonly __apiType?: ((variables: Variables) => Result) | undefined;
}

/** The text of an operation, with the types of its variables and its result. */
export type DocumentText<Result, Variables> = string & Types<Result, Variables>;

/**
 * A document text, or the output of code generators with `documentMode: string`. Parsed documents are not
 * supported: every client would need code to print them.
 */
export type TypedDocument<Result, Variables> =
  | DocumentText<Result, Variables>
  | (StringObject & Types<Result, Variables>);

/** A class that extends `String`, with the id that code generators give a persisted document. */
interface StringObject {
  toString(): string;
  charAt(position: number): string;
  readonly __meta__?: { readonly hash?: string } | undefined;
}
