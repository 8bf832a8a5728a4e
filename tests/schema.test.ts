import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  printSchema,
} from 'graphql';
import { printedSchema, unansweredSchema } from '../src/app/printed-schema.js';
import { errorDeclarations, operationDeclarations } from '../src/app/registers.js';
import { publicOperations, serviceOperations } from '../src/platform/graphql/public.js';

/** What clients were promised, to the exact type. */
const CONTRACT = buildSchema(readFileSync(new URL('./contract.graphql', import.meta.url), 'utf8'));

/** Operations that anybody may call; each is a decision. Every other one needs a signed-in user. */
const PUBLIC = [
  'register',
  'login',
  'refreshToken',
  'logout',
  'requestPasswordReset',
  'resetPassword',
  'verifyEmail',
  'confirmEmailChange',
  'passwordPolicy',
  'me',
];

/** Operations that need the key of another service, and no user. */
const FOR_SERVICES = ['introspectToken'];

/** LOG-8: what takes a secret and is a query. Each is refused by GET, so that the secret is in no address. */
const BY_POST_ALONE = ['introspectToken.token'];

/** GT-10: a field whose name sounds like a secret, and is meant to be seen. Each is a decision. */
const MAY_BE_SEEN = [
  'accessToken',
  'refreshToken',
  'deviceToken',
  'tokenType',
  'secret',
  'introspectToken',
  'referralCode',
  'languageCode',
  'passwordPolicy',
];

const schema = await unansweredSchema();

const ownTypes = (of: GraphQLSchema): GraphQLNamedType[] =>
  Object.values(of.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type));

/** One line for everything that a client can write, with its exact type and nullability. */
function promises(of: GraphQLSchema): string[] {
  const input = ({ name, type, defaultValue }: GraphQLArgument | GraphQLInputField) =>
    `${name}: ${type}${defaultValue === undefined ? '' : ` = ${JSON.stringify(defaultValue)}`}`;
  return ownTypes(of)
    .flatMap((type) => {
      if (isEnumType(type)) return type.getValues().map(({ name }) => `enum ${type.name}.${name}`);
      if (isInputObjectType(type))
        return Object.values(type.getFields()).map((field) => `input ${type.name}.${input(field)}`);
      if (!isObjectType(type) && !isInterfaceType(type)) return [`scalar ${type.name}`];
      const interfaces = type.getInterfaces().map(({ name }) => `type ${type.name} implements ${name}`);
      const kept = Object.values(type.getFields()).map(({ name, args, type: result }) => {
        const taken = args.length > 0 ? `(${args.map(input).sort().join(', ')})` : '';
        return `type ${type.name}.${name}${taken}: ${result}`;
      });
      return [...interfaces, ...kept];
    })
    .sort();
}

describe('the schema', () => {
  it('is what schema.graphql says; `npm run schema` writes it', async () => {
    const committed = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8');
    expect(await printedSchema()).toBe(committed);
    expect(printSchema(buildSchema(committed)).trim()).toBe(committed.trim());
  });

  it('keeps every promise of the contract, to the exact type, and makes none beside it', () => {
    expect(promises(schema)).toEqual(promises(CONTRACT));
  });

  it('opens exactly these operations to anybody', () => {
    expect(publicOperations(schema).sort()).toEqual([...PUBLIC].sort());
    expect(serviceOperations(schema)).toEqual(FOR_SERVICES);
  });

  it('GT-10: shows no field that sounds like a secret, but for those that were meant to be seen', () => {
    const suspicious = ownTypes(schema)
      .filter(isObjectType)
      .filter((type) => type !== schema.getMutationType())
      .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))
      .filter((field) => /hash|secret|token|seed|code|password/i.test(field.split('.')[1] ?? ''))
      .filter((field) => !MAY_BE_SEEN.includes(field.split('.')[1] ?? ''));
    expect(suspicious).toEqual([]);
  });

  it('lets nobody ask for something by a secret, but where an address is refused: a query could be in one', () => {
    const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
    const taking = queries.flatMap(({ name, args }) => args.map((arg) => `${name}.${arg.name}`));
    expect(taking.filter((arg) => /hash|secret|token|password/i.test(arg))).toEqual(BY_POST_ALONE);
  });

  it('explains every type and every field that clients choose, in whole sentences', () => {
    const lacking: string[] = [];
    const check = (where: string, description: string | null | undefined) => {
      if (!/^[A-Z`0-9].*[.!]$/s.test(description ?? '')) lacking.push(where);
    };
    for (const type of ownTypes(schema)) {
      if (![schema.getQueryType(), schema.getMutationType()].includes(type as never))
        check(type.name, type.description);
      if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
      for (const field of Object.values(type.getFields()))
        check(`${type.name}.${field.name}`, field.description);
    }
    expect(lacking).toEqual([]);
  });

  it('describes which token each operation needs, and which codes it fails with', () => {
    const needs = {
      required: /needs (an access token|the access token of an administrator)[.;]/i,
      optional: /(needs one of these tokens|without an access token)[.;]/i,
      never: /needs (no (access )?token[.;]|a service key)/i,
    };
    const fields = { ...schema.getQueryType()?.getFields(), ...schema.getMutationType()?.getFields() };
    const lacking = Object.values(fields).flatMap(({ name, description }) => {
      const { token, throws } = operationDeclarations[name] ?? { token: 'never', throws: [] };
      const codes = throws.filter((code) => !description?.includes(`\`${code}\``));
      return [...(needs[token].test(description ?? '') ? [] : ['token']), ...codes].map(
        (what) => `${name}: ${what}`,
      );
    });
    expect(lacking).toEqual([]);
  });

  it('has each code of an error as a value, so that generated clients have them as a type', () => {
    const codes = schema.getType('ErrorCode');
    expect(isEnumType(codes) && codes.getValues().map(({ name }) => name)).toEqual(
      Object.keys(errorDeclarations).sort(),
    );
  });
});
