/** The properties of an operation that its document shows. */
export interface RootFields {
  readonly kind: 'query' | 'mutation' | 'subscription';
  /** The root fields, by name rather than by alias. */
  readonly names: readonly string[];
}

/** Strings and comments, whose content is not structure, and the tokens of the structure. */
const TOKENS = /"""(?:\\"""|[\s\S])*?"""|"(?:\\.|[^"\\\n])*"|#[^\n\r]*|\.{3}|\w+|[^\s\w]/g;

/**
 * Finds the operation of a document that runs, and its root fields, including those of fragments. It does not
 * validate: the service does, and explains the errors.
 * @returns null if the text is not a document or lacks the operation
 */
export function readRootFields(text: string, operationName?: string): RootFields | null {
  const definitions = definitionsIn(text);
  const operations = definitions.filter(({ kind }) => /^(?:query|mutation|subscription)$/.test(kind));
  const [operation] = operationName
    ? operations.filter(({ name }) => name === operationName)
    : operations.slice(0, operations.length === 1 ? 1 : 0);
  if (!operation) return null;
  const names = new Set<string>();
  const seen = new Set<Definition>();
  const collect = (definition: Definition) => {
    if (seen.has(definition)) return;
    seen.add(definition);
    for (const field of definition.fields) names.add(field);
    for (const spread of definition.spreads)
      definitions.filter(({ kind, name }) => kind === 'fragment' && name === spread).forEach(collect);
  };
  collect(operation);
  return { kind: operation.kind as RootFields['kind'], names: [...names] };
}

interface Definition {
  readonly kind: string;
  readonly name: string;
  readonly fields: string[];
  readonly spreads: string[];
}

function definitionsIn(text: string): Definition[] {
  const tokens = (text.match(TOKENS) ?? []).filter((token) => !/^["#,\ufeff]/.test(token));
  const definitions: Definition[] = [];
  let position = 0;
  /** Skips a bracketed part, beginning at its opening bracket. */
  const skip = () => {
    let depth = 0;
    do {
      const token = tokens[position++] ?? '';
      if (OPENING.test(token)) depth += 1;
      if (CLOSING.test(token)) depth -= 1;
    } while (depth > 0 && position < tokens.length);
  };
  /** Skips names, types, variables and directives up to this token. */
  const skipTo = (end: string) => {
    while (position < tokens.length && tokens[position] !== end)
      if (tokens[position] === '(' || tokens[position] === '[') skip();
      else position += 1;
  };
  const readSelection = (definition: Definition) => {
    position += 1;
    while (position < tokens.length && tokens[position] !== '}') {
      const token = tokens[position++] ?? '';
      const next = tokens[position] ?? '';
      if (token === '...') {
        if (isName(next) && next !== 'on') {
          definition.spreads.push(next);
          position += 1;
        } else {
          skipTo('{');
          readSelection(definition);
        }
      } else if (token === '@') position += 1;
      else if (OPENING.test(token)) {
        position -= 1;
        skip();
      } else if (isName(token) && next === ':') {
        // An alias.
        position += 1;
      } else if (isName(token)) definition.fields.push(token);
    }
    position += 1;
  };
  while (position < tokens.length) {
    const first = tokens[position] ?? '';
    const isShort = first === '{';
    const definition = {
      kind: isShort ? 'query' : first,
      name: isShort ? '' : (tokens[position + 1] ?? ''),
      fields: [],
      spreads: [],
    };
    skipTo('{');
    readSelection(definition);
    definitions.push(definition);
  }
  return definitions;
}

const OPENING = /^[([{]$/;
const CLOSING = /^[)\]}]$/;

function isName(token: string): boolean {
  return /^[A-Za-z_]/.test(token);
}
