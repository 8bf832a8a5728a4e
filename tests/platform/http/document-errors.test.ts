import { name as canaryName } from '../../support/canary.js';
import { startService, type TestService } from '../../support/service.js';

/** Stands wherever a client writes a text or a name of its own: none of it comes back. */
const SECRET = canaryName();

const CASES: readonly (readonly [what: string, document: string, ...sentences: string[]])[] = [
  [
    'input fields that are missing in a literal',
    'mutation { register(input: { username: "abc" }) { tokenType } }',
    'Field "RegisterInput.email" of required type "String!" was not provided',
    'Field "RegisterInput.password" of required type "String!" was not provided',
  ],
  [
    'an input field that there is not',
    `mutation { login(input: { usernameOrEmail: "a", password: "b", ${SECRET}: 1 }) { tokenType } }`,
    'Type "LoginInput" has no such field',
  ],
  [
    'a value of another type in an input',
    `mutation { login(input: { usernameOrEmail: "a", password: 123456789 }) { tokenType } }`,
    'Field "LoginInput.password" does not fit type "String!"',
  ],
  [
    'a word in place of a text',
    `mutation { login(input: { usernameOrEmail: "a", password: ${SECRET} }) { tokenType } }`,
    'Field "LoginInput.password" does not fit type "String!"',
  ],
  [
    'a list of texts in place of one',
    `mutation { login(input: { usernameOrEmail: "a", password: ["${SECRET}"] }) { tokenType } }`,
    'Field "LoginInput.password" does not fit type "String"',
  ],
  [
    'a text in place of the input',
    `mutation { login(input: "${SECRET}") { tokenType } }`,
    'Argument "input" of field "Mutation.login" does not fit type "LoginInput!"',
  ],
  [
    'an argument that is missing',
    'mutation { login { tokenType } }',
    'Argument "input" of field "login" of required type "LoginInput!" was not provided',
  ],
  [
    'an argument that there is not',
    `{ me(${SECRET}: "${SECRET}") { id } }`,
    'Field "Query.me" has no such argument',
  ],
  ['a field that there is not', `{ me { ${SECRET} } }`, 'Type "User" has no such field'],
  ['an operation that there is not', `{ ${SECRET} { id } }`, 'Type "Query" has no such field'],
  [
    'a type that there is not',
    `query ($a: ${SECRET}) { __typename }`,
    'The schema has no such type',
    'A variable is never used',
  ],
  ['a fragment that there is not', `{ me { ...${SECRET} } }`, 'The document has no such fragment'],
  [
    'a fragment that fits nowhere',
    '{ me { ... on Session { id } } }',
    'A fragment on type "Session" cannot be spread in type "User"',
  ],
  [
    'a fragment that is not used',
    `{ me { id } } fragment ${SECRET} on User { id }`,
    'A fragment is never used',
  ],
  [
    'a selection that is missing',
    '{ me { sessions } }',
    'Field "sessions" of type "[Session!]" must have a selection of fields',
  ],
  [
    'a selection of what has no fields',
    `{ me { email { ${SECRET} } } }`,
    'Field "email" of type "String" has no fields to select',
  ],
  [
    'an enum value that there is not',
    `{ users(filter: { role: ${SECRET} }) { nodes { id } } }`,
    'Enum "Role" has no such value',
  ],
  [
    'a text in place of an enum value',
    `{ users(filter: { role: "${SECRET}" }) { nodes { id } } }`,
    'A value does not fit enum "Role"',
  ],
  [
    'a variable that is not declared',
    `{ users(first: $${SECRET}) { nodes { id } } }`,
    'A variable is not defined',
  ],
  ['a variable that is not used', `query ($${SECRET}: String) { __typename }`, 'A variable is never used'],
  [
    'a variable of another type',
    `query ($${SECRET}: String) { users(first: $${SECRET}) { nodes { id } } }`,
    'A variable of type "String" stands where type "Int" is expected',
  ],
  [
    'a default of another type',
    `query ($a: Int = "${SECRET}") { users(first: $a) { nodes { id } } }`,
    'A value does not fit type "Int"',
  ],
  ['a directive that there is not', `{ __typename @${SECRET} }`, 'The schema has no such directive'],
  [
    'an argument of a directive',
    `{ __typename @include(if: "${SECRET}") }`,
    'Argument "if" of directive "@include" does not fit type "Boolean!"',
  ],
  [
    'two mutations',
    'mutation { a: logout { success } b: logout { success } }',
    'An operation may contain only one mutation field',
  ],
];

interface Problem {
  readonly field: string;
  readonly rule: string;
  readonly message: string;
  readonly params?: Readonly<Record<string, string>>;
}

describe.each(['on', 'off'])(
  'a document that does not fit the schema, with introspection %s',
  (introspection) => {
    let service: TestService;
    beforeAll(async () => {
      service = await startService({ env: { INTROSPECTION: introspection } });
    });
    afterAll(() => service.stop());

    const withoutSuggestion = (message: string) => message.replace(/\. Did you mean .*$/, '');

    it.each(CASES)('ER-1: is told %s by names of the schema alone', async (_what, document, ...sentences) => {
      const { errors, text } = await service.client.raw(document);
      expect(errors.map(({ message }) => withoutSuggestion(message))).toEqual(sentences);
      for (const { extensions } of errors)
        expect(extensions).toEqual({
          code: 'GRAPHQL_VALIDATION_FAILED',
          status: 400,
          requestId: expect.any(String),
        });
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain('123456789');
    });

    it('is told the same once, however often it is wrong', async () => {
      const { errors } = await service.client.raw(`{ me { ${SECRET} } a: me { ${SECRET}x } }`);
      expect(errors.map(({ message }) => message)).toEqual(['Type "User" has no such field']);
    });

    it('is told a likely name only where the schema may be asked for', async () => {
      const { errors } = await service.client.raw('{ me { usernam } }');
      const suggestion = introspection === 'on' ? '. Did you mean "username"?' : '';
      expect(errors.map(({ message }) => message)).toEqual([`Type "User" has no such field${suggestion}`]);
    });

    it.each<[string, Record<string, unknown>, ...Problem[]]>([
      [
        'a field that there is not',
        { login: { usernameOrEmail: 'ada', password: 'b', [SECRET]: SECRET } },
        {
          field: 'login',
          rule: 'unknown',
          message: 'Has a field that the type LoginInput does not have',
          params: { type: 'LoginInput' },
        },
      ],
      [
        'a field that is missing',
        { login: { usernameOrEmail: SECRET } },
        { field: 'password', rule: 'required', message: 'Is required' },
      ],
      [
        'a value of another type',
        { login: { usernameOrEmail: SECRET, password: [SECRET] } },
        {
          field: 'password',
          rule: 'type',
          message: 'Does not match the type String',
          params: { type: 'String' },
        },
      ],
      [
        'an input of another type',
        { login: SECRET },
        {
          field: 'login',
          rule: 'type',
          message: 'Does not match the type LoginInput',
          params: { type: 'LoginInput' },
        },
      ],
      [
        'enum values that there are not',
        { users: { role: SECRET }, events: { types: ['LOGGED_IN', SECRET] } },
        { field: 'role', rule: 'type', message: 'Does not match the type Role', params: { type: 'Role' } },
        {
          field: 'types.1',
          rule: 'type',
          message: 'Does not match the type AuditEventType',
          params: { type: 'AuditEventType' },
        },
      ],
      [
        'a time that is none',
        { users: { since: SECRET } },
        {
          field: 'since',
          rule: 'type',
          message: 'Does not match the type DateTime',
          params: { type: 'DateTime' },
        },
      ],
    ])('ER-1: is told %s in a variable by names of the schema', async (_what, variables, ...fields) => {
      const login = 'login' in variables;
      const { errors, text } = await service.client.raw(
        login
          ? 'mutation ($login: LoginInput!) { login(input: $login) { tokenType } }'
          : 'query ($users: UserFilter, $events: AuditFilter) { users(filter: $users) { nodes { id } } auditEvents(filter: $events) { nodes { id } } }',
        variables,
      );
      expect(errors.map(({ extensions }) => extensions?.['fields'])).toEqual([fields]);
      expect(text).not.toContain(SECRET);
    });

    it('is told the fields of a variable, each once', async () => {
      const { errors, text } = await service.client.raw(
        'mutation ($input: RegisterInput!) { register(input: $input) { tokenType } }',
        { input: { username: [SECRET], [SECRET]: 1 } },
      );
      expect(errors).toHaveLength(1);
      expect(errors[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: expect.arrayContaining([
          expect.objectContaining({ field: 'username', rule: 'type' }),
          expect.objectContaining({ field: 'email', rule: 'required' }),
          expect.objectContaining({ field: 'password', rule: 'required' }),
        ]),
      });
      expect(text).not.toContain(SECRET);
    });
  },
);
