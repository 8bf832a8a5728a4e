import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isNonNullType,
  isScalarType,
} from 'graphql';
import { adminOnlyFields } from '../../src/platform/graphql/admin-only.js';
import { publicOperations } from '../../src/platform/graphql/public.js';
import { newcomer, PASSWORD } from './people.js';

/** An operation of the schema, ready to be sent: tests that walk over these cover an operation nobody thought of. */
export interface Operation {
  readonly name: string;
  readonly kind: 'query' | 'mutation';
  readonly isPublic: boolean;
  readonly isAdminOnly: boolean;
  /** A document that takes every argument as a variable of the same name. */
  readonly document: string;
  readonly args: readonly GraphQLArgument[];
}

/** Where in the variables a text goes: `['input', 'password']`. */
export type Place = readonly string[];

export function everyOperation(schema: GraphQLSchema): Operation[] {
  const open = new Set(publicOperations(schema));
  const reserved = new Set(adminOnlyFields(schema).map((name) => name.split('.')[1]));
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const;
  return roots.flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {}).map(({ name, args, type: result }) => {
      const selection = isCompositeType(getNamedType(result)) ? ' { __typename }' : '';
      const declared = args.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
      const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
      const document = `${kind} Op${declared && `(${declared})`} { ${name}${passed && `(${passed})`}${selection} }`;
      return { name, kind, isPublic: open.has(name), isAdminOnly: reserved.has(name), document, args };
    }),
  );
}

/** Every place of an operation's variables that takes a text. */
export function textPlaces(fields: readonly (GraphQLArgument | GraphQLInputField)[]): Place[] {
  return fields.flatMap(({ name, type }) => {
    const named = getNullableType(type);
    if (isInputObjectType(named))
      return textPlaces(Object.values(named.getFields())).map((place) => [name, ...place]);
    return isScalarType(named) && ['String', 'ID', 'Decimal'].includes(named.name) ? [[name]] : [];
  });
}

/** Every place of an operation's variables that takes an input type, by itself or inside another. */
export function inputPlaces(
  fields: readonly (GraphQLArgument | GraphQLInputField)[],
  inputType: string,
): Place[] {
  return fields.flatMap(({ name, type }) => {
    const named = getNullableType(type);
    if (!isInputObjectType(named)) return [];
    if (named.name === inputType) return [[name]];
    return inputPlaces(Object.values(named.getFields()), inputType).map((place) => [name, ...place]);
  });
}

/** Variables that fit the schema, with what must be there and nothing else. */
export function fittingVariables(
  args: readonly (GraphQLArgument | GraphQLInputField)[],
): Record<string, unknown> {
  return Object.fromEntries(
    args.filter(isRequired).map(({ name, type }) => [name, fittingValue(name, type)]),
  );
}

/** A copy of the variables with a value put in its place. */
export function put(
  variables: Readonly<Record<string, unknown>>,
  [name = '', ...rest]: Place,
  value: unknown,
): Record<string, unknown> {
  const inner = variables[name] as Record<string, unknown> | undefined;
  return { ...variables, [name]: rest.length === 0 ? value : put(inner ?? {}, rest, value) };
}

/** What has a default may be left out, although its type is not null. */
function isRequired({ type, defaultValue }: GraphQLArgument | GraphQLInputField): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}

/** The operation aimed at a user, and everything in order but for who asks. */
export function aimedAt({ args }: Operation, id: string): Record<string, unknown> {
  const names = args.map(({ name }) => name);
  const fitting = fittingVariables(args);
  const input = args.find(({ name }) => name === 'input')?.type;
  if (input && aimsByInput(input)) return put(fitting, ['input', 'userId'], id);
  if (names.includes('userId')) return { ...fitting, userId: id };
  return names.includes('id') ? { id } : fitting;
}

function aimsByInput(input: GraphQLInputType): boolean {
  const type = getNamedType(input);
  return isInputObjectType(type) && Object.hasOwn(type.getFields(), 'userId');
}

function fittingValue(name: string, type: GraphQLInputType): unknown {
  const named = getNullableType(type);
  if (isInputObjectType(named)) {
    const fitting = fittingVariables(Object.values(named.getFields()));
    // The schema lets it be left out, and by default the service does not.
    return ['RegisterInput', 'RegisterWithCodeInput'].includes(named.name)
      ? { ...fitting, username: newcomer().username }
      : fitting;
  }
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (isScalarType(named) && named.name === 'Decimal') return '1.00';
  if (name === 'username' || name === 'email') return newcomer()[name];
  if (name === 'newEmail') return newcomer().email;
  return /password/i.test(name) ? PASSWORD : 'something';
}
