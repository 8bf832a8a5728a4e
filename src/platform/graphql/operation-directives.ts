import { type EnumValueDefinitionNode, type FieldDefinitionNode, parse } from 'graphql';
import type { ErrorCode, ErrorDeclarations } from '../../core/errors.js';
import type { ServiceKeyScope } from '../../core/service-actor.js';
import { scopeName } from './opened-by.js';

/** The properties of an operation that the directives tell clients. */
export interface DescribedOperation {
  readonly token: 'required' | 'optional' | 'never';
  readonly throws: readonly ErrorCode[];
}

/** What the directives tell about the schema. */
export interface Described {
  readonly operations: Readonly<Record<string, DescribedOperation>>;
  readonly errors: ErrorDeclarations;
  /** The scope that an operation needs from a service key, if it takes one. */
  readonly scopes: Readonly<Record<string, ServiceKeyScope>>;
}

const DEFINITIONS = `"""The scope of a service key that opens an operation to another service. Without it, no service key does."""
directive @openedBy(scope: ServiceKeyScope!) on FIELD_DEFINITION

"""The error codes that an operation may return, besides those marked \`@universal\`."""
directive @throws(codes: [ErrorCode!]!) on FIELD_DEFINITION

"""Whether an operation reads an access token."""
directive @token(use: TokenUse!) on FIELD_DEFINITION

"""Marks an error code that every operation may return; with \`withToken\`, every operation whose \`@token\` is not \`NEVER\`."""
directive @universal(withToken: Boolean! = false) on ENUM_VALUE

"""How an operation uses an access token."""
enum TokenUse {
  """The operation fails without one, or without the service key that \`@openedBy\` asks for."""
  REQUIRED

  """The operation does more, or something else, for the user of an access token."""
  OPTIONAL

  """The operation ignores it. A client need not refresh an expired one first."""
  NEVER
}`;

/**
 * Adds the directives to the text of a schema. graphql-js has no place for them: `printSchema` omits applied
 * directives, and introspection does not show them.
 */
export function withDirectives(schema: string, described: Described): string {
  const insertions = parse(schema).definitions.flatMap((definition): Insertion[] => {
    if (definition.kind === 'ObjectTypeDefinition' && /^(?:Query|Mutation)$/.test(definition.name.value))
      return (definition.fields ?? []).map((field) => [field.loc?.end, directivesOf(field, described)]);
    if (definition.kind === 'EnumTypeDefinition' && definition.name.value === 'ErrorCode')
      return (definition.values ?? []).map((value) => [value.loc?.end, markOf(value, described.errors)]);
    return [];
  });
  // From the end, so that the positions before it stay right.
  const written = insertions.reduceRight(
    (text, [end = 0, directives]) => `${text.slice(0, end)}${directives}${text.slice(end)}`,
    schema,
  );
  return `${DEFINITIONS}\n\n${written}`;
}

type Insertion = [end: number | undefined, directives: string];

function directivesOf({ name }: FieldDefinitionNode, { operations, scopes }: Described): string {
  const operation = operations[name.value];
  if (operation === undefined) throw new TypeError(`No capability declares ${name.value}`);
  const scope = scopes[name.value];
  const opened = scope === undefined ? '' : ` @openedBy(scope: ${scopeName(scope)})`;
  return ` @token(use: ${operation.token.toUpperCase()})${opened} @throws(codes: [${operation.throws.join(', ')}])`;
}

function markOf({ name }: EnumValueDefinitionNode, errors: ErrorDeclarations): string {
  const { returnedBy } = errors[name.value as ErrorCode];
  if (returnedBy === undefined) return '';
  return returnedBy === 'every operation' ? ' @universal' : ' @universal(withToken: true)';
}
