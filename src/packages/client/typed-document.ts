/** For the compiler only: no document has this property at run time. */
interface Types<Result, Variables> {
  readonly __apiType?: ((variables: Variables) => Result) | undefined;
}

/** The id that code generators give a persisted document. */
interface Persisted {
  readonly __meta__?: { readonly hash?: string } | undefined;
}

/** The text of an operation, with the types of its variables and its result. */
export type DocumentText<Result, Variables> = string & Types<Result, Variables>;

/**
 * A document text, the output of code generators with `documentMode: string`, or a parsed document, such as a
 * `TypedDocumentNode`.
 */
export type TypedDocument<Result, Variables> =
  | DocumentText<Result, Variables>
  | ((StringObject | ParsedDocument) & Persisted & Types<Result, Variables>);

/** A class that extends `String`. */
interface StringObject {
  toString(): string;
  charAt(position: number): string;
}

interface ParsedDocument {
  readonly kind: string;
  readonly definitions: readonly unknown[];
  /** `gql` keeps the text. Code generators leave it out. */
  readonly loc?: { readonly source: { readonly body: string } } | undefined;
}

/** Prints a parsed document, as `print` of graphql-js does. */
export type PrintDocument = (document: never) => string;

/**
 * Returns the text of a document.
 * @throws TypeError for a parsed document without text, if nothing can print it: a printer would make every
 * client larger
 */
export function textOf(document: TypedDocument<unknown, never>, print?: PrintDocument): string {
  if (typeof document === 'string' || !('definitions' in document)) return `${document}`;
  // The text that `gql` keeps repeats a fragment that two other fragments use.
  const text = print ? print(document as never) : document.loc?.source.body;
  if (text === undefined)
    throw new TypeError(
      'A parsed document without text needs the option print: createAuthClient({ print }) with print of graphql',
    );
  return text;
}
