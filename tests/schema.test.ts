import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getDirectiveValues,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { publishedSchema, unansweredSchema } from '../src/app/printed-schema.js';
import { errorDeclarations, fieldRules, operationDeclarations } from '../src/app/registers.js';
import { publicOperations, serviceOperations } from '../src/platform/graphql/public.js';
import { secretQueries } from '../src/platform/graphql/secret-queries.js';

/** What clients were promised, to the exact type. */
const CONTRACT = buildSchema(readFileSync(new URL('./contract.graphql', import.meta.url), 'utf8'));

const PUBLISHED = buildSchema(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));

/** Codes that clients must expect of any operation, and those of any that reads an access token. */
const OF_EVERY_OPERATION = [
  'BAD_USER_INPUT',
  'CAPTCHA_REQUIRED',
  'INTERNAL_SERVER_ERROR',
  'RATE_LIMITED',
  'SERVER_BUSY',
  'SERVICE_UNAVAILABLE',
];
const OF_A_TOKEN = [
  'ACCOUNT_SUSPENDED',
  'STEP_UP_REQUIRED',
  'TOKEN_EXPIRED',
  'TOKEN_INVALID',
  'UNAUTHENTICATED',
];

/** Operations that anybody may call; each is a decision. Every other one needs a signed-in user. */
const PUBLIC = [
  'captcha',
  'register',
  'login',
  'startPasskeySignIn',
  'signInWithPasskey',
  'completeSignUp',
  'refreshToken',
  'logout',
  'requestPasswordReset',
  'resetPassword',
  'verifyEmail',
  'confirmEmailChange',
  'passwordPolicy',
  'passwordResetLink',
  'me',
  'signInWithTotp',
  'signInWithRecoveryCode',
  'cancelFactorRemoval',
  'requestSignInCode',
  'registerWithCode',
  'signInWithCode',
  'disownRegistration',
  'signInProviders',
  'startProviderSignIn',
  'completeProviderSignIn',
  'startIdTokenSignIn',
  'signInWithIdToken',
];

/** Operations that need the key of another service, and no user. */
const FOR_SERVICES = ['introspectToken'];

/** LOG-8: what takes a secret and is a query. Each is refused by GET, so that the secret is in no address. */
const BY_POST_ALONE = ['introspectToken', 'passwordResetLink'];

/** GT-10: a field whose name sounds like a secret, and is meant to be seen. Each is a decision. */
const MAY_BE_SEEN = [
  ...['accessToken', 'refreshToken', 'deviceToken', 'tokenType', 'secret', 'recoveryCodes'],
  ...['introspectToken', 'referralCode', 'languageCode', 'recoveryCodesLeft'],
  ...[
    'passwordPolicy',
    'passwordResetLink',
    'hasPassword',
    'idToken',
    'signInWithIdToken',
    'startIdTokenSignIn',
  ],
];

const schema = await unansweredSchema();
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

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
      const kind = isObjectType(type) ? 'type' : 'interface';
      const above = type.getInterfaces().map(({ name }) => `${kind} ${type.name} implements ${name}`);
      const fields = Object.values(type.getFields()).map(({ name, args, type: result }) => {
        const taken = args.length > 0 ? `(${args.map(input).sort().join(', ')})` : '';
        return `${kind} ${type.name}.${name}${taken}: ${result}`;
      });
      return [...above, ...fields];
    })
    .sort();
}

const fieldsOf = (of: GraphQLSchema): GraphQLField<unknown, unknown>[] =>
  [of.getQueryType(), of.getMutationType()].flatMap((type) => Object.values(type?.getFields() ?? {}));

function directiveOf(
  name: string,
  node: FieldDefinitionNode | EnumValueDefinitionNode | null | undefined,
): Record<string, unknown> {
  const directive = PUBLISHED.getDirective(name);
  return (directive && node && getDirectiveValues(directive, node)) ?? {};
}

describe('the schema', () => {
  it('is what schema.graphql says; `npm run schema` writes it', async () => {
    const committed = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8');
    expect(await publishedSchema()).toBe(committed);
  });

  it('says in directives which token each operation reads, and which codes it fails with', () => {
    const told = fieldsOf(PUBLISHED).map(({ name, astNode }) => {
      const { use } = directiveOf('token', astNode);
      return [name, { use, codes: directiveOf('throws', astNode)['codes'] }];
    });
    const declared = fieldsOf(schema).map(({ name }) => {
      const { token, throws } = operationDeclarations[name] ?? { token: 'undeclared', throws: [] };
      return [name, { use: token.toUpperCase(), codes: [...throws] }];
    });
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(declared));
  });

  it('marks the codes of every operation, which none lists as well', () => {
    const codes = PUBLISHED.getType('ErrorCode');
    const values = isEnumType(codes) ? codes.getValues() : [];
    const marked = (withToken: boolean) =>
      values
        .filter(({ astNode }) => directiveOf('universal', astNode)['withToken'] === withToken)
        .map(({ name }) => name);
    expect(marked(false)).toEqual(OF_EVERY_OPERATION);
    expect(marked(true)).toEqual(OF_A_TOKEN);
    const listed = Object.entries(operationDeclarations).flatMap(([name, { token, throws }]) => {
      const universal = [...OF_EVERY_OPERATION, ...(token === 'never' ? [] : OF_A_TOKEN)];
      return throws.filter((code) => universal.includes(code)).map((code) => `${name}: ${code}`);
    });
    expect(listed).toEqual([]);
  });

  it('keeps every promise of the contract, to the exact type, and makes none beside it', () => {
    expect(promises(PUBLISHED)).toEqual(promises(CONTRACT));
  });

  it('has mutations that take one input, which only these may leave out', () => {
    const optional: string[] = [];
    for (const { name, args } of mutations)
      for (const arg of args) {
        const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
        expect([name, arg.name, `${arg.type}`.replace('!', '')]).toEqual([name, 'input', type]);
        if (!isNonNullType(arg.type)) optional.push(name);
      }
    expect(mutations.filter(({ args }) => args.length > 1)).toEqual([]);
    expect(optional.sort()).toEqual([
      'logout',
      'refreshToken',
      'startPasskeyRegistration',
      'startPasskeySignIn',
    ]);
  });

  it('has mutations that answer payload types of their own, which acknowledge, or the tokens of a session', () => {
    const acknowledgement = schema.getType('Acknowledgement');
    const opening: string[] = [];
    for (const { name, type } of mutations) {
      const payload = getNullableType(type);
      if (`${type}` === 'AuthPayload!') opening.push(name);
      else {
        // Each way to prove again who one is has the same effect.
        const proves = name.startsWith('reauthenticateWith');
        expect(`${type}`).toBe(
          proves ? 'StepUpPayload!' : `${name[0]?.toUpperCase()}${name.slice(1)}Payload!`,
        );
        expect(isObjectType(payload) && payload.getInterfaces()).toContain(acknowledgement);
      }
    }
    expect(opening.sort()).toEqual([
      'completeProviderSignIn',
      'completeSignUp',
      'login',
      'refreshToken',
      'register',
      'signInWithCode',
      'signInWithIdToken',
      'signInWithPasskey',
      'signInWithRecoveryCode',
      'signInWithTotp',
    ]);
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

  it('knows every query that takes a secret, as an argument or in its input', () => {
    expect(secretQueries(schema).sort()).toEqual(BY_POST_ALONE);
  });

  it('has each code of an error as a value, so that generated clients have them as a type', () => {
    const codes = schema.getType('ErrorCode');
    expect(isEnumType(codes) && codes.getValues().map(({ name }) => name)).toEqual(
      Object.keys(errorDeclarations).sort(),
    );
  });

  it('has each rule of a field as a value', () => {
    const rules = schema.getType('FieldRule');
    expect(isEnumType(rules) && rules.getValues().map(({ name }) => name)).toEqual(
      Object.keys(fieldRules).sort(),
    );
  });
});
