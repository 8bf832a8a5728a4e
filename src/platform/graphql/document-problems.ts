import {
  type ASTNode,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * Describes the validation errors of a document with names from the schema alone. The messages of graphql-js
 * quote submitted values and words, and each of these may be a secret (ER-1).
 * @returns the message for each error; null if there is no safe one
 */
export function describeDocumentErrors(
  schema: GraphQLSchema,
  document: DocumentNode,
  errors: readonly GraphQLError[],
): ReadonlyMap<GraphQLError, string | null> {
  const places = placesOf(schema, document, new Set(errors.flatMap(({ nodes }) => nodes?.slice(-1) ?? [])));
  const names = namesOf(schema);
  return new Map(
    errors.map((error) => {
      const place = error.nodes?.at(-1);
      return [error, sayByPattern(error.message, names) ?? (place && places.get(place)) ?? null];
    }),
  );
}

/** The messages of graphql-js and our replacements. A captured name is used only if it is in the schema. */
const PATTERNS: readonly (readonly [RegExp, (...names: string[]) => string])[] = [
  [/^Cannot query field "\w+" on type "(\w+)"/, (type) => `Type "${type}" has no such field`],
  [/^Field "\w+" is not defined by type "(\w+)"/, (type) => `Type "${type}" has no such field`],
  [/^Unknown argument "\w+" on field "(\w+\.\w+)"/, (field) => `Field "${field}" has no such argument`],
  [/^Unknown argument "\w+" on directive "(@\w+)"/, (name) => `Directive "${name}" has no such argument`],
  [/^Unknown type "\w+"/, () => 'The schema has no such type'],
  [/^Unknown directive "@\w+"/, () => 'The schema has no such directive'],
  [/^Directive "(@\w+)" may not be used on/, (name) => `Directive "${name}" may not be used here`],
  [/^The directive "(@\w+)" can only be used once/, (name) => `Directive "${name}" can be used once here`],
  [
    /^Field "(\w+\.\w+)" of required type "([\w[\]!]+)" was not provided/,
    (field, type) => `Field "${field}" of required type "${type}" was not provided`,
  ],
  [
    /^(?:Field|Argument) "(\w+)" argument "(\w+)" of type "([\w[\]!]+)" is required/,
    (field, name, type) =>
      `Argument "${name}" of field "${field}" of required type "${type}" was not provided`,
  ],
  [
    /^(?:Directive) "(@\w+)" argument "(\w+)" of type "([\w[\]!]+)" is required/,
    (directive, name, type) =>
      `Argument "${name}" of directive "${directive}" of required type "${type}" was not provided`,
  ],
  [
    /^Field "(\w+)" of type "([\w[\]!]+)" must have a selection of subfields/,
    (field, type) => `Field "${field}" of type "${type}" must have a selection of fields`,
  ],
  [
    /^Field "(\w+)" must not have a selection since type "([\w[\]!]+)" has no subfields/,
    (field, type) => `Field "${field}" of type "${type}" has no fields to select`,
  ],
  [/^Value "\w+" does not exist in "(\w+)" enum/, (type) => `Enum "${type}" has no such value`],
  [/^Enum "(\w+)" cannot represent/, (type) => `A value does not fit enum "${type}"`],
  [
    /^Fragment "\w+" cannot condition on non composite type "(\w+)"|^Fragment cannot condition on non composite type "(\w+)"/,
    (one, other) => `A fragment cannot be on type "${one || other}"`,
  ],
  [
    /^Fragment (?:"\w+" )?cannot be spread here as objects of type "(\w+)" can never be of type "(\w+)"/,
    (one, other) => `A fragment on type "${other}" cannot be spread in type "${one}"`,
  ],
  [
    /^Variable "\$\w+" of type "([\w[\]!]+)" used in position expecting type "([\w[\]!]+)"/,
    (type, expected) => `A variable of type "${type}" stands where type "${expected}" is expected`,
  ],
  [
    /^Variable "\$\w+" cannot be non-input type "([\w[\]!]+)"/,
    (type) => `A variable cannot be of type "${type}"`,
  ],
  [/^Unknown fragment/, () => 'The document has no such fragment'],
  [/^Fragment "\w+" is never used/, () => 'A fragment is never used'],
  [/^Cannot spread fragment "\w+" within itself/, () => 'A fragment spreads itself'],
  [/^Variable "\$\w+" is never used/, () => 'A variable is never used'],
  [/^Variable "\$\w+" is not defined/, () => 'A variable is not defined'],
  [/^Fields "\w+" conflict because/, () => 'Two different fields have the same name in the response'],
  [
    /^There can be only one (argument|operation|fragment|variable|input field) named/,
    (what) => `Duplicate name: ${what}`,
  ],
  [
    /^This anonymous operation must be the only defined operation/,
    () => 'An operation without a name must be the only one',
  ],
  [/^Too many validation errors/, () => 'The document has more errors'],
  // Messages of our own validation rules.
  [
    /^(The document has too many (?:levels|aliases|directives)|An operation may contain only one mutation field|An operation may contain at most ten node fields|The operation requests too many items|The schema has no operations of this type)$/,
    (sentence) => sentence,
  ],
];
/** Captured text that is a fixed phrase and not a name. */
const OWN_WORDS = /^(?:argument|operation|fragment|variable|input field|The |An )/;

function sayByPattern(message: string, names: ReadonlySet<string>): string | null {
  for (const [pattern, say] of PATTERNS) {
    const match = pattern.exec(message);
    if (match === null) continue;
    const taken = match.slice(1).map((name) => name ?? '');
    const areOurs = taken.every((name) => OWN_WORDS.test(name) || isOfSchema(name, names));
    return areOurs ? say(...taken) + suggestionIn(message, names) : null;
  }
  return null;
}

/** `User`, `[User!]!`, `User.email`, `@include`. */
function isOfSchema(text: string, names: ReadonlySet<string>): boolean {
  return (
    text === '' ||
    text
      .replace(/[[\]!@]/g, '')
      .split('.')
      .every((name) => names.has(name))
  );
}

/** Apollo removes suggestions from the messages if introspection is off. */
function suggestionIn(message: string, names: ReadonlySet<string>): string {
  const [, list = ''] = /\. Did you mean ([\w", ]+)\?$/.exec(message) ?? [];
  const suggested = [...list.matchAll(/"(\w+)"/g)].flatMap(([, name = '']) =>
    names.has(name) ? [`"${name}"`] : [],
  );
  return suggested.length === 0 ? '' : `. Did you mean ${suggested.join(' or ')}?`;
}

/** For each wanted node that is a value: a message with its position in the schema and the expected type. */
function placesOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  wanted: ReadonlySet<ASTNode>,
): Map<ASTNode, string> {
  const places = new Map<ASTNode, string>();
  const info = new TypeInfo(schema);
  /** The input fields around the visited node; null for a field that is not in the schema. */
  const within: (string | null)[] = [];
  const owner = () => {
    const inputField = within.at(-1);
    if (inputField) return `Field "${inputField}"`;
    const [argument, field, parent] = [info.getArgument(), info.getFieldDef(), info.getParentType()];
    if (argument && info.getDirective())
      return `Argument "${argument.name}" of directive "@${info.getDirective()?.name}"`;
    if (argument && field && parent)
      return `Argument "${argument.name}" of field "${parent.name}.${field.name}"`;
    return 'A value';
  };
  visit(
    document,
    visitWithTypeInfo(info, {
      enter(node) {
        if (node.kind === 'ObjectField') {
          const [type, name] = [getNamedType(info.getParentInputType()), node.name.value];
          const known = isInputObjectType(type) && Object.hasOwn(type.getFields(), name);
          within.push(known ? `${type.name}.${name}` : null);
        }
        const type = info.getInputType();
        if (wanted.has(node) && type) places.set(node, `${owner()} does not fit type "${type}"`);
      },
      leave(node) {
        if (node.kind === 'ObjectField') within.pop();
      },
    }),
  );
  return places;
}

const namesBySchema = new WeakMap<GraphQLSchema, ReadonlySet<string>>();

function namesOf(schema: GraphQLSchema): ReadonlySet<string> {
  const known = namesBySchema.get(schema);
  if (known !== undefined) return known;
  const types = Object.values(schema.getTypeMap());
  const fields = types
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .flatMap((type) => Object.values(type.getFields()));
  const names = new Set([
    ...types.map(({ name }) => name),
    ...fields.flatMap(({ name, args }) => [name, ...args.map((argument) => argument.name)]),
    ...types.filter(isInputObjectType).flatMap((type) => Object.keys(type.getFields())),
    ...types.filter(isEnumType).flatMap((type) => type.getValues().map(({ name }) => name)),
    ...schema.getDirectives().flatMap(({ name, args }) => [name, ...args.map((argument) => argument.name)]),
    // Meta fields, which no type of the schema lists.
    '__typename',
    '__schema',
    '__type',
  ]);
  namesBySchema.set(schema, names);
  return names;
}
