import { randomUUID } from 'node:crypto';
import { getMetadataStorage as validationRules } from 'class-validator';
import {
  type GraphQLArgument,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isNonNullType,
} from 'graphql';
import { getMetadataStorage as schemaClasses } from 'type-graphql';
import { Duration } from '../../src/core/duration.js';
import {
  ChangePasswordDocument,
  LoginDocument,
  LogoutDocument,
  MeDocument,
  MySessionsDocument,
  RefreshTokenDocument,
  RegisterDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  RevokeSessionDocument,
} from '../../src/generated/sdk/operations.js';
import { serviceOperations } from '../../src/graphql/public.js';
import { DEFAULT_COST } from '../../src/passwords/hashing-cost.js';
import { PasswordPolicy } from '../../src/passwords/password-policy.js';
import { unansweredSchema } from '../../src/printed-schema.js';
import { appointedAdministrator } from '../support/administrators.js';
import { type Answer, Client } from '../support/client.js';
import {
  type WatchedDatabase,
  type WatchedEngine,
  watchDatabase,
  watchHashing,
} from '../support/counting.js';
import {
  everyOperation,
  fittingVariables,
  type Operation,
  type Place,
  put,
  textPlaces,
} from '../support/every-operation.js';
import { claimsOf } from '../support/forgery.js';
import {
  atOnce,
  logIn,
  newcomer,
  PASSWORD,
  type Person,
  registerPerson,
  uniqueName,
} from '../support/people.js';
import { sendOperation, sendRaw } from '../support/raw-http.js';
import { PUBLIC_URL, startService, type TestService } from '../support/service.js';

const NEW_PASSWORD = 'Another1Word!';

const schema: GraphQLSchema = unansweredSchema();
let engine: WatchedEngine;
let watched: WatchedDatabase;
let service: TestService;
let client: Client;

beforeAll(async () => {
  engine = await watchHashing();
  watched = await watchDatabase();
  service = await startService({
    edges: { hashingEngine: engine, database: watched.database },
    dataDir: watched.dataDir,
    env: { HASH_QUEUE_LIMIT: '1000' },
  });
  client = service.client;
});

afterAll(async () => {
  await service.stop();
  await watched.cleanup();
});

const codeIn = ({ errors }: Pick<Answer<unknown>, 'errors'>) =>
  String(errors[0]?.extensions?.['code'] ?? 'accepted');

const userCount = (where: object) => service.database.user.count({ where });

async function requestedToken({ email }: { email: string }): Promise<string> {
  const mailed = service.mailbox.tokens(email).length;
  await client.run(RequestPasswordResetDocument, { input: { email } });
  return service.mailbox.token(email, mailed + 1);
}

const reset = (token: string, newPassword = NEW_PASSWORD) =>
  client.ask(ResetPasswordDocument, { input: { token, newPassword } });

const attempt = (usernameOrEmail: string, password = PASSWORD) =>
  client.ask(LoginDocument, { input: { usernameOrEmail, password } });

const suspend = (id: string, until: Date | null = null) =>
  service.database.$transaction(async (tx) => {
    await tx.user.update({ where: { id }, data: { status: 'SUSPENDED', suspendedUntil: until } });
    await service.userChanges.apply(tx, id, 'suspended');
  });

const reinstate = (id: string) =>
  service.database.user.update({ where: { id }, data: { status: 'ACTIVE', suspendedUntil: null } });

describe('what is submitted', () => {
  const operations = everyOperation(schema);
  let administrator: Person;
  beforeAll(async () => {
    administrator = await appointedAdministrator(service);
  });
  const inputClasses = () =>
    schemaClasses().inputTypes.map(({ target }) => target as new () => Record<string, unknown>);

  /** For each field that a rule binds, values that break one. A new rule without an entry fails the test. */
  const INVALID: Readonly<Record<string, readonly unknown[]>> = {
    'RegisterInput.username': ['', 'ab', 'x'.repeat(33), 'a b c', 'naïve', 'a-b-c', 'tab\tbed', 'abc\n'],
    'RegisterInput.email': [
      '',
      'nope',
      'a@b',
      '@b.co',
      'a@',
      'a@b..co',
      'a b@c.de',
      `${'x'.repeat(65)}@y.org`,
    ],
    'RegisterInput.languageCode': ['', 'x', 'english!', 'en_US', '../en', 'en-'],
    'RegisterInput.referralCode': ['x'.repeat(65)],
    'RegisterInput.deviceFingerprint': ['', 'x'.repeat(513)],
    'LoginInput.deviceFingerprint': ['', 'x'.repeat(513)],
    'RequestPasswordResetInput.email': ['', 'nope', 'a@b'],
    'RequestEmailChangeInput.newEmail': ['', 'nope', 'a@b'],
    'UpdateProfileInput.username': ['', 'ab', 'x'.repeat(33), 'a b c', 'a-b-c'],
    'UpdateProfileInput.languageCode': ['', 'x', 'english!', 'en_US'],
    'CreateServiceKeyInput.name': ['', 'x'.repeat(65), 'naïve', 'a\nb', 'a\u0000b', '<b>'],
    'AuditFilter.userId': ['', 'me', "' OR 1=1 --"],
    'AuditFilter.types': [Array(51).fill('LOGGED_IN')],
    'SuspendUserInput.reason': ['', ' ', 'x'.repeat(501), 'two\nlines', 'a\u202eb'],
    'AdjustBalanceInput.amount': ['0', '1.001', '100000000000'],
    'AdjustBalanceInput.reason': ['', ' ', 'x'.repeat(501), 'two\nlines', 'a\u202eb'],
    'AdjustBalanceInput.idempotencyKey': ['', 'a b', 'x'.repeat(65), 'clé'],
    'UserFilter.search': ['', 'x'.repeat(255)],
  };
  /** These say only what GraphQL has already made sure of. */
  const IMPLIED = ['isString', 'isBoolean', 'conditionalValidation', 'isOptional'];

  function boundFields(): string[] {
    return inputClasses().flatMap((inputClass) => {
      const rules = validationRules().getTargetValidationMetadatas(inputClass, '', false, false);
      const binding = rules.filter(
        ({ name = '', type }) => !IMPLIED.includes(name) && !IMPLIED.includes(type),
      );
      return [...new Set(binding.map(({ propertyName }) => `${inputClass.name}.${propertyName}`))];
    });
  }

  function operationsTaking(inputType: string): Operation[] {
    return operations.filter(({ args }) =>
      args.some(({ type }) => String(type).replace('!', '') === inputType),
    );
  }

  it('REG-1: has a test for every field that a rule binds', () => {
    expect(Object.keys(INVALID).sort()).toEqual(boundFields().sort());
  });

  it.each(Object.keys(INVALID))('REG-1: is refused when `%s` breaks its rule', async (field) => {
    const [inputType = '', name = ''] = field.split('.');
    // Whoever may do everything, so that nothing but the rule refuses it.
    const token = administrator.tokens.accessToken;
    const before = await service.database.user.count();
    engine.forget();
    for (const { document, args } of operationsTaking(inputType)) {
      for (const invalid of INVALID[field] ?? []) {
        const taking = args.find(({ type }) => String(type).replace('!', '') === inputType)?.name ?? '';
        const variables = put(fittingVariables(args), [taking, name], invalid);
        const { errors } = await client.raw(document, variables, { token });
        expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', status: 400 } }]);
        const fields = errors[0]?.extensions?.['fields'] as { field: string }[];
        expect(new Set(fields.map((problem) => problem.field.split('.').at(-1)))).toEqual(new Set([name]));
      }
    }
    expect(await service.database.user.count()).toBe(before);
    expect([...engine.hashes, ...engine.verifications]).toEqual([]);
  });

  it('REG-1: is refused when a value is of another type, in every field of every operation', async () => {
    const someone = await registerPerson(client);
    const wrong: Readonly<Record<string, unknown[]>> = {
      String: [1, true, ['x'], { x: 'y' }],
      ID: [true, 1.5, ['x'], { x: 'y' }],
      Boolean: ['true', 1, [true], {}],
    };
    const codes: Record<string, string> = {};
    for (const { name, document, args, isPublic } of operations) {
      const fields = args.flatMap((arg) => {
        const type = isNonNullType(arg.type) ? arg.type.ofType : arg.type;
        if (!isInputObjectType(type)) return [{ place: [arg.name], type: String(type) }];
        return Object.values(type.getFields()).map((field) => ({
          place: [arg.name, field.name],
          type: String(field.type).replace('!', ''),
        }));
      });
      for (const { place, type } of fields) {
        for (const value of wrong[type] ?? [{ unknown: type }]) {
          const variables = put(fittingVariables(args), place, value);
          const token = isPublic ? undefined : someone.tokens.accessToken;
          const { errors } = await client.raw(document, variables, { token });
          codes[`${name} ${place.join('.')} ${JSON.stringify(value)}`] = codeIn({ errors });
        }
      }
    }
    expect(Object.keys(codes).length).toBeGreaterThan(50);
    expect(Object.entries(codes).filter(([, code]) => code !== 'BAD_USER_INPUT')).toEqual([]);
  });

  /** Whom it is about, where that is not the signed-in user: closed by role. */
  function namesField({ type }: GraphQLArgument, name: string): boolean {
    const input = getNullableType(type);
    return isInputObjectType(input) && name in input.getFields();
  }

  it('REG-8: assigns nothing that its operation does not name, in every operation', async () => {
    const someone = await registerPerson(client);
    const extras = {
      id: randomUUID(),
      role: 'ADMIN',
      status: 'ACTIVE',
      suspended: false,
      emailVerified: true,
      emailVerifiedAt: '2026-01-01T00:00:00.000Z',
      balance: '1000.00',
      referralBalance: '1000.00',
      credentialsEpoch: 7,
      userId: someone.tokens.user.id,
    };
    for (const { document, args, isPublic } of operations.filter((op) => op.args.length > 0)) {
      for (const [name, value] of Object.entries(extras)) {
        if (args.some((arg) => arg.name === name || namesField(arg, name))) continue;
        const input = put(fittingVariables(args), ['input', name], value);
        const token = isPublic ? undefined : someone.tokens.accessToken;
        const asField = await client.raw(document, input, { token });
        // An operation without an input type gets it as a variable that nothing uses.
        if (args.some((arg) => arg.name === 'input')) expect(codeIn(asField)).toBe('BAD_USER_INPUT');
        const asArgument = document.replace(/(\{ \w+\()/, `$1${name}: null, `);
        expect(codeIn(await client.raw(asArgument, fittingVariables(args), { token }))).toBe(
          'GRAPHQL_VALIDATION_FAILED',
        );
      }
    }
    const row = await service.database.user.findUniqueOrThrow({ where: { id: someone.tokens.user.id } });
    expect(row).toMatchObject({ role: 'USER', status: 'ACTIVE', emailVerifiedAt: null, credentialsEpoch: 0 });
    expect([row.balance, row.referralBalance].map(String)).toEqual(['0', '0']);
  });

  const HOSTILE: Readonly<Record<string, string>> = {
    NUL: 'a\u0000b',
    'a high surrogate': 'a\ud800',
    'a low surrogate': '\udc00a',
    'a turned writing direction': 'abc\u202edcba',
    'a zero-width space': 'us\u200ber@example.org',
    'a character that is none': 'a\uffff',
    'CR and LF': 'a@example.org\r\nBcc: b@example.org',
    SQL: `'; DROP TABLE users; --`,
    'a pattern': '%_%',
    'a template': '{{username}}<%= 7 %>',
    prototype: '__proto__.polluted',
    '90 kB': 'x'.repeat(90 * 1024),
    '30 kB of astral characters': '\u{1F600}'.repeat(7_500),
  };

  /** An opaque text, of which a keyed hash is kept, and what finds nobody: any will do, if it is not too long. */
  const mayTakeAnything = ({ name }: Operation, place: Place) =>
    place.at(-1) === 'deviceFingerprint' ||
    name === 'user' ||
    (name === 'users' && place.at(-1) === 'search');

  /** Variables that come as far as they can. */
  async function livingVariables({ name, args }: Operation, place: Place, someone: Person) {
    const variables = fittingVariables(args);
    if (name === 'login') return put(variables, ['input', 'usernameOrEmail'], someone.email);
    if (name === 'resetPassword' && place.at(-1) !== 'token')
      return put(variables, ['input', 'token'], await requestedToken(await registerPerson(client)));
    return variables;
  }

  it.each(Object.keys(HOSTILE))(
    'REG-12: with %s in any text of any operation is the client’s mistake, never an unexpected error',
    async (name) => {
      const hostile = HOSTILE[name] ?? '';
      const { accessToken } = administrator.tokens;
      const told = operations.flatMap((operation) =>
        textPlaces(operation.args).map(async (place) => {
          const variables = put(await livingVariables(operation, place, administrator), place, hostile);
          const token = operation.isPublic ? undefined : accessToken;
          const answer = await client.raw(operation.document, variables, { token });
          const problem = hostileProblem(answer, mayTakeAnything(operation, place));
          return problem ? [`${operation.name} ${place.join('.')}: ${problem}`] : [];
        }),
      );
      expect((await Promise.all(told)).flat()).toEqual([]);
      expect(codeIn(await client.ask(MeDocument, {}, { token: accessToken }))).toBe('accepted');
    },
  );

  function hostileProblem({ status, errors, text }: Answer<unknown>, mayPass: boolean): string | undefined {
    if (status >= 500 || errors.some(({ extensions }) => Number(extensions?.['status']) >= 500))
      return text.slice(0, 200);
    return errors.length === 0 && !mayPass ? 'was accepted' : undefined;
  }

  it('LOG-8: holds its secrets in the body: no query takes one, so none can be in an address', async () => {
    const taking = operations
      // What is for other services is refused by GET: tests/introspection says so.
      .filter(({ name }) => !serviceOperations(schema).includes(name))
      .filter(({ kind, args }) => kind === 'query' && textPlaces(args).length > 0)
      .flatMap(({ args }) => textPlaces(args))
      .filter((place) => /password|token|secret|code/i.test(place.at(-1) ?? ''));
    expect(taking).toEqual([]);

    const someone = await registerPerson(client);
    engine.forget();
    const query = `mutation { login(input: { usernameOrEmail: "${someone.username}", password: "${PASSWORD}" }) { tokenType } }`;
    const { status } = await sendRaw(`${client.url}?${new URLSearchParams({ query })}`, {
      method: 'GET',
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(status).toBe(405);
    expect(engine.verifications).toEqual([]);
    expect(service.log.text).not.toContain(PASSWORD);
  });
});

describe('an email address', () => {
  const NOT_ONE_MAILBOX = [
    '"victim@t.com x"@evil.example',
    'a@b.com\r\nBcc: x@y.zz',
    'a@b.com\nBcc: x@y.zz',
    'user@good.com(x)evil.com',
    'user(x)@good.com',
    'a@b.com, c@d.com',
    'a@b.com;c@d.com',
    'Bob <a@b.co>',
    '<a@b.co>',
    'us\u200ber@x.org',
    'x@y.org\u0000',
    'x\u0000@y.org',
    'a@b@c.org',
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    'a@localhost',
    'a@-b.org',
    '.a@b.org',
    'a..b@c.org',
    'mi\u212Ae@example.org',
    '\uff4dike@example.org',
    'mike@ex\u0131ample.org',
    'mike@example\u3002org',
    'mike@xn--exmple.org\u00ad',
  ];

  it.each(NOT_ONE_MAILBOX)(
    'REG-6: %j is not one mailbox, and is neither stored nor mailed',
    async (email) => {
      const before = await service.database.user.count();
      const answer = await client.ask(RegisterDocument, { input: newcomer({ email }) });
      expect(codeIn(answer)).toBe('BAD_USER_INPUT');
      expect(await service.database.user.count()).toBe(before);
      expect(codeIn(await client.ask(RequestPasswordResetDocument, { input: { email } }))).toBe(
        'BAD_USER_INPUT',
      );
      expect(service.mailbox.to(email)).toEqual([]);
    },
  );

  it('REG-7: makes one account of twenty registrations at once, in whatever case', async () => {
    const { email } = newcomer();
    const spell = (index: number) => (index % 2 === 0 ? email : email.toUpperCase());
    const settled = await atOnce(20, (index) =>
      client.ask(RegisterDocument, { input: newcomer({ email: spell(index) }) }),
    );
    const codes = settled.map((one) => (one.status === 'fulfilled' ? codeIn(one.value) : 'failed'));
    expect(codes.filter((code) => code === 'accepted')).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['accepted', 'EMAIL_TAKEN']));
    expect(await userCount({ emailKey: email })).toBe(1);
  });

  it('REG-7: is kept unique by the database itself, and so is a username', async () => {
    const indexes = await service.database.$queryRaw<{ indexdef: string }[]>`
      SELECT indexdef FROM pg_indexes WHERE tablename = 'users'`;
    const text = indexes.map(({ indexdef }) => indexdef).join('\n');
    for (const column of ['email_key', 'username_key'])
      expect(text).toMatch(new RegExp(`CREATE UNIQUE INDEX \\w+ ON public\\.users .*\\(${column}\\)`));
  });

  it('REG-7: is one and the same to this service and to the database, whatever its case', async () => {
    const mixed = `MiXeD.${uniqueName()}@ExAmPlE.org`;
    await registerPerson(client, { email: mixed });
    const rows = await service.database.$queryRaw<{ same: boolean }[]>`
      SELECT email_key = lower(email) AND username_key = lower(username) AS same FROM users`;
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ same }) => same)).toBe(true);
    expect(codeIn(await attempt(mixed.toLowerCase()))).toBe('accepted');
  });

  it('PR-4: gets the mail as it is stored, not as it was asked for', async () => {
    const name = uniqueName();
    const { email } = await registerPerson(client, { email: `Mike.${name}@Example.org` });
    await client.run(RequestPasswordResetDocument, { input: { email: ` ${email.toUpperCase()} ` } });
    await service.mailbox.token(email);
    const addressed = service.mailbox.mails.map(({ to }) => to.address).filter((to) => to.includes(name));
    // The link of the registration, and the one that was asked for.
    expect(addressed).toEqual([email, email]);
  });
});

describe('a username', () => {
  it('REG-7: makes one account of twenty registrations at once, in whatever case', async () => {
    const username = uniqueName();
    const settled = await atOnce(20, (index) =>
      client.ask(RegisterDocument, {
        input: newcomer({ username: index % 2 === 0 ? username : username.toUpperCase() }),
      }),
    );
    const codes = settled.map((one) => (one.status === 'fulfilled' ? codeIn(one.value) : 'failed'));
    expect(codes.filter((code) => code === 'accepted')).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['accepted', 'USERNAME_TAKEN']));
    expect(await userCount({ usernameKey: username })).toBe(1);
  });

  it.each(['mi\u212Ae', '\uff4dike', 'm\u0131ke', 'm\u0456ke', 'mike\u200b', 'mike\u202e'])(
    'REG-7: %j is nobody’s, so it is taken for nobody else’s',
    async (username) => {
      expect(codeIn(await client.ask(RegisterDocument, { input: newcomer({ username }) }))).toBe(
        'BAD_USER_INPUT',
      );
      expect(codeIn(await attempt(username))).toBe('INVALID_CREDENTIALS');
    },
  );

  it('REG-8: cannot be an email address, so none shadows another account’s address', async () => {
    const victim = await registerPerson(client);
    for (const username of [victim.email, `${victim.username}@example`, '@abc', victim.tokens.user.id])
      expect(codeIn(await client.ask(RegisterDocument, { input: newcomer({ username }) }))).toBe(
        'BAD_USER_INPUT',
      );
  });

  it('REG-8: that is another account’s mailbox name opens and resets its own account alone', async () => {
    const name = uniqueName();
    const victim = await registerPerson(client, { email: `${name}@example.org` });
    const other = await registerPerson(client, { username: name, password: 'Different1Word!' });
    const viaName = await client.run(LoginDocument, {
      input: { usernameOrEmail: name, password: 'Different1Word!' },
    });
    expect(viaName.login.user.id).toBe(other.tokens.user.id);
    const viaEmail = await client.run(LoginDocument, {
      input: { usernameOrEmail: victim.email, password: PASSWORD },
    });
    expect(viaEmail.login.user.id).toBe(victim.tokens.user.id);
    expect(codeIn(await attempt(name, PASSWORD))).toBe('INVALID_CREDENTIALS');
  });
});

describe('a new password', () => {
  type Setter = (person: Person, password: string) => Promise<Answer<unknown>>;

  /** Each place where one is set. */
  const SETTERS: Readonly<Record<string, Setter>> = {
    register: ({ username, email }, password) =>
      client.ask(RegisterDocument, { input: newcomer({ username, email, password }) }),
    changePassword: ({ tokens }, newPassword) =>
      client
        .as(tokens.accessToken)
        .ask(ChangePasswordDocument, { input: { currentPassword: PASSWORD, newPassword } }),
    resetPassword: async (person, password) => reset(await linkOf(person), password),
  };

  /** One for each person: a password that is refused does not use it up. */
  const links = new Map<string, Promise<string>>();
  function linkOf({ email }: Person): Promise<string> {
    const link = links.get(email) ?? requestedToken({ email });
    links.set(email, link);
    return link;
  }

  it.each(Object.keys(SETTERS))(
    'REG-2: has 8 to 128 characters, and counts to its last one, at %s',
    async (name) => {
      const person =
        name === 'register'
          ? { ...newcomer(), tokens: { accessToken: '' } as Person['tokens'] }
          : await registerPerson(client);
      const set = async (password: string) =>
        (await SETTERS[name]?.(person, password))?.errors[0]?.extensions;
      const long = `Near-miss-4711!${uniqueName().repeat(9)}`;
      for (const [password, rule] of [
        ['aB3$xyz', 'minLength'],
        [long.slice(0, 129), 'maxLength'],
      ] as const) {
        const refused = await set(password);
        expect(refused).toMatchObject({ code: 'WEAK_PASSWORD' });
        expect(refused?.['fields']).toContainEqual(expect.objectContaining({ rule }));
      }
      const whole = long.slice(0, 128);
      expect(await set(whole)).toBeUndefined();
      expect(codeIn(await attempt(person.email, whole.slice(0, 72)))).toBe('INVALID_CREDENTIALS');
      expect(codeIn(await attempt(person.email, whole))).toBe('accepted');
    },
  );

  it('REG-4: is compared with 3000 common ones and more, of the length that the policy asks for', () => {
    const { commonPasswords } = new PasswordPolicy({ minLength: 8, minScore: 1 });
    expect(commonPasswords.size).toBeGreaterThanOrEqual(3000);
  });

  it.each(Object.keys(SETTERS))(
    'REG-4: is no common one and holds no name of its owner, at %s',
    async (name) => {
      const set = SETTERS[name];
      const { commonPasswords } = new PasswordPolicy({ minLength: 8, minScore: 1 });
      const every = Math.floor(commonPasswords.size / 12);
      const sampled = [...commonPasswords].filter((_password, index) => index % every === 0);
      const person =
        name === 'register'
          ? { ...newcomer(), tokens: { accessToken: '' } as Person['tokens'] }
          : await registerPerson(client);
      const personal = [
        `${person.username}1Aa!`,
        `${person.username.toUpperCase()}${person.username}aA1!`,
        `A1!${person.email}`,
        `aA1!${person.email.split('@')[0]}`,
      ];
      for (const password of [...sampled, ...personal]) {
        const { errors } = (await set?.(person, password)) ?? { errors: [] };
        expect([password, errors[0]?.extensions?.['code']]).toEqual([password, 'WEAK_PASSWORD']);
      }
      // A near miss is good: what was refused was refused for what it is.
      expect(codeIn((await set?.(person, 'Near-miss-4711!')) ?? { errors: [] })).toBe('accepted');
    },
  );

  it('REG-4: holds no name of its owner even where the address was typed with a space before it', async () => {
    const name = uniqueName();
    const input = newcomer({ email: ` ${name}@example.org`, password: `${name}1Aa!` });
    expect(codeIn(await client.ask(RegisterDocument, { input }))).toBe('WEAK_PASSWORD');
  });
});

describe('login', () => {
  it('LOG-4: tells of a suspension only who knows the password', async () => {
    const { username, tokens } = await registerPerson(client);
    const until = Duration.minutes(10).after(service.clock.now());
    await suspend(tokens.user.id, until);
    expect(codeIn(await attempt(username, 'Wrong1Word!!'))).toBe('INVALID_CREDENTIALS');
    engine.forget();
    const { errors } = await attempt(username);
    expect(errors[0]?.extensions).toMatchObject({ code: 'ACCOUNT_SUSPENDED', until: until.toISOString() });
    expect(engine.verifications).toEqual([DEFAULT_COST]);
  });

  it('LOG-6: opens a session of its own each time, whatever the client brings along', async () => {
    const person = await registerPerson(client);
    const brought = { cookie: `__Host-rt=attacker; sid=${claimsOf(person.tokens.accessToken)['sid']}` };
    const options = { token: person.tokens.accessToken, headers: brought };
    const input = { usernameOrEmail: person.email, password: PASSWORD };
    const [one, two] = [
      await client.run(LoginDocument, { input }, options),
      await client.run(LoginDocument, { input }, options),
    ];
    const sessions = [person.tokens, one.login, two.login].map(
      ({ accessToken }) => claimsOf(accessToken)['sid'],
    );
    expect(new Set(sessions).size).toBe(3);
  });
});

describe('requestPasswordReset', () => {
  it('PR-5: changes nothing that anybody sees, ten times over', async () => {
    const person = await registerPerson(client);
    for (let times = 0; times < 10; times++)
      await client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    expect(codeIn(await attempt(person.email))).toBe('accepted');
    const { refreshToken, accessToken } = person.tokens;
    expect(codeIn(await client.ask(MeDocument, {}, { token: accessToken }))).toBe('accepted');
    expect(codeIn(await client.ask(RefreshTokenDocument, { input: { refreshToken } }))).toBe('accepted');
  });

  const EVIL = 'evil.example';
  it.each<[string, Record<string, string>]>([
    ['Host', { host: EVIL }],
    ['Host with a port', { host: `${EVIL}:443` }],
    ['X-Forwarded-Host', { 'x-forwarded-host': EVIL }],
    ['X-Forwarded-*', { 'x-forwarded-host': EVIL, 'x-forwarded-proto': 'https', 'x-forwarded-port': '443' }],
    ['X-Original-Host', { 'x-original-host': EVIL, 'x-host': EVIL }],
    ['X-Original-URL', { 'x-original-url': `https://${EVIL}/`, 'x-rewrite-url': `https://${EVIL}/` }],
    ['Forwarded', { forwarded: `host=${EVIL};proto=https` }],
    ['Origin', { origin: `https://${EVIL}` }],
    ['Referer', { referer: `https://${EVIL}/reset` }],
  ])('PR-3: links to the configured address, whatever %s says', async (_name, headers) => {
    const { email } = await registerPerson(client);
    const query = 'mutation ($email: String!) { requestPasswordReset(input: { email: $email }) { success } }';
    const { status } = await sendOperation(client.url, query, { email }, headers);
    expect(status).toBe(200);
    const token = await service.mailbox.token(email);
    const [mail] = service.mailbox.to(email).filter(({ text }) => text.includes(token));
    const links = [...`${mail?.text} ${mail?.html}`.matchAll(/https?:\/\/[^\s"<]+/g)].map(([link]) => link);
    expect(links.length).toBeGreaterThan(1);
    expect(new Set(links)).toEqual(new Set([`${PUBLIC_URL}/reset-password?token=${token}`]));
    expect(JSON.stringify(mail)).not.toContain('evil');
  });
});

describe('a reset token', () => {
  it('PR-1: is long, random and kept as a digest alone', async () => {
    const tokens = [
      await requestedToken(await registerPerson(client)),
      await requestedToken(await registerPerson(client)),
    ];
    expect(tokens[0]).not.toBe(tokens[1]);
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const rows = await service.database.oneTimeToken.findMany();
    const stored = rows.map(({ digest }) => Buffer.from(digest).toString('base64url'));
    for (const token of tokens) expect(stored).not.toContain(token);
    expect(rows.every(({ digest }) => digest.length === 32)).toBe(true);
  });

  it('PR-1: works once', async () => {
    const token = await requestedToken(await registerPerson(client));
    expect(codeIn(await reset(token))).toBe('accepted');
    expect(codeIn(await reset(token))).toBe('TOKEN_INVALID');
  });

  it('PR-1: is void when a newer one was asked for', async () => {
    const person = await registerPerson(client);
    const older = await requestedToken(person);
    const newer = await requestedToken(person);
    expect(codeIn(await reset(older))).toBe('TOKEN_INVALID');
    expect(codeIn(await reset(newer))).toBe('accepted');
  });

  it('PR-1: ends after thirty minutes', async () => {
    const [one, two] = [await registerPerson(client), await registerPerson(client)];
    const early = await requestedToken(one);
    const late = await requestedToken(two);
    service.clock.advance(Duration.seconds(30 * 60 - 20));
    expect(codeIn(await reset(early))).toBe('accepted');
    service.clock.advance(Duration.seconds(21));
    expect(codeIn(await reset(late))).toBe('TOKEN_INVALID');
  });

  it('PR-1: is void once the password was changed otherwise', async () => {
    const person = await registerPerson(client);
    const token = await requestedToken(person);
    await client.as(person.tokens.accessToken).run(ChangePasswordDocument, {
      input: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD },
    });
    expect(codeIn(await reset(token, 'Third1Word!!'))).toBe('TOKEN_INVALID');
    expect(codeIn(await attempt(person.email, NEW_PASSWORD))).toBe('accepted');
  });

  it('PR-1: sets its own user’s password and nobody else’s', async () => {
    const [one, other] = [await registerPerson(client), await registerPerson(client)];
    const [token] = [await requestedToken(one), await requestedToken(other)];
    expect(codeIn(await reset(token))).toBe('accepted');
    expect(codeIn(await attempt(one.email, NEW_PASSWORD))).toBe('accepted');
    expect(codeIn(await attempt(other.email, NEW_PASSWORD))).toBe('INVALID_CREDENTIALS');
    expect(codeIn(await attempt(other.email))).toBe('accepted');
  });

  it('PR-1: is not burnt by a password that the policy refuses', async () => {
    const token = await requestedToken(await registerPerson(client));
    expect(codeIn(await reset(token, 'weak'))).toBe('WEAK_PASSWORD');
    expect(codeIn(await reset(token))).toBe('accepted');
  });

  it('PR-1: of twenty uses at once one wins, and its password is the password', async () => {
    const person = await registerPerson(client);
    const token = await requestedToken(person);
    const passwords = Array.from({ length: 20 }, (_, index) => `Rival-Word-${index}!`);
    const settled = await atOnce(20, (index) => reset(token, passwords[index]));
    const codes = settled.map((one) => (one.status === 'fulfilled' ? codeIn(one.value) : 'failed'));
    expect(codes.filter((code) => code === 'accepted')).toHaveLength(1);
    expect(codes.filter((code) => code === 'TOKEN_INVALID')).toHaveLength(19);
    for (const [index, password] of passwords.entries())
      expect([index, codeIn(await attempt(person.email, password))]).toEqual([
        index,
        codes[index] === 'accepted' ? 'accepted' : 'INVALID_CREDENTIALS',
      ]);
  });

  it.each<[string, (token: string) => string]>([
    ['cut short', (token) => token.slice(0, -1)],
    ['longer', (token) => `${token}A`],
    ['with a space', (token) => `${token} `],
    ['in another case', (token) => token.toUpperCase()],
    ['padded', (token) => `${token}=`],
    ['left out', () => ''],
    ['as a pattern', () => '%'],
  ])('PR-1: is taken in its one spelling: not %s', async (_name, respelt) => {
    const token = await requestedToken(await registerPerson(client));
    expect(codeIn(await reset(respelt(token)))).toBe('TOKEN_INVALID');
    expect(codeIn(await reset(token))).toBe('accepted');
  });

  it('PR-1: is not its digest, in any spelling', async () => {
    // What a thief has read in the database is no secret to be looked for there.
    const resetWith = (token: string) =>
      new Client(client.url).ask(ResetPasswordDocument, { input: { token, newPassword: NEW_PASSWORD } });
    const person = await registerPerson(client);
    await requestedToken(person);
    const { digest } = await service.database.oneTimeToken.findFirstOrThrow({
      where: { userId: person.tokens.user.id },
    });
    for (const encoding of ['hex', 'base64', 'base64url'] as const)
      expect(codeIn(await resetWith(Buffer.from(digest).toString(encoding)))).toBe('TOKEN_INVALID');
  });

  it('PR-2: signs nobody in', async () => {
    const token = await requestedToken(await registerPerson(client));
    const { data, headers, text } = await reset(token);
    expect(data).toEqual({ resetPassword: { success: true, message: 'Your password has been reset' } });
    expect(headers.getSetCookie()).toEqual([]);
    expect(text).not.toContain('eyJ');
  });

  it('PR-7: is not used up by whoever opens its link', async () => {
    const person = await registerPerson(client);
    const token = await requestedToken(person);
    const { pathname, search } = new URL(`${PUBLIC_URL}/reset-password?token=${token}`);
    for (let times = 0; times < 3; times++) await fetch(`${service.url}${pathname}${search}`);
    expect(codeIn(await reset(token))).toBe('accepted');
    expect(service.log.text).not.toContain(token);
  });

  it('PR-10: of somebody suspended since is void, and lifts no suspension', async () => {
    const person = await registerPerson(client);
    const token = await requestedToken(person);
    await suspend(person.tokens.user.id);
    expect(codeIn(await reset(token))).toBe('TOKEN_INVALID');
    expect(codeIn(await attempt(person.email))).toBe('ACCOUNT_SUSPENDED');
  });

  it('PR-10: of an address that nobody has verified ends every session that came before it', async () => {
    const squatter = await registerPerson(client);
    const second = await logIn(client, squatter);
    expect(codeIn(await reset(await requestedToken(squatter)))).toBe('accepted');
    for (const { accessToken, refreshToken } of [squatter.tokens, second]) {
      expect(codeIn(await client.ask(MeDocument, {}, { token: accessToken }))).toBe('TOKEN_INVALID');
      expect(codeIn(await client.ask(RefreshTokenDocument, { input: { refreshToken } }))).toBe(
        'TOKEN_INVALID',
      );
    }
    expect(codeIn(await attempt(squatter.email))).toBe('INVALID_CREDENTIALS');
  });
});

describe('a session', () => {
  const isGood = async ({ accessToken }: { accessToken: string }) =>
    codeIn(await client.ask(MeDocument, {}, { token: accessToken }));
  const refreshes = async ({ refreshToken }: { refreshToken: string }) =>
    codeIn(await client.ask(RefreshTokenDocument, { input: { refreshToken } }));

  it('S-1: is over on the server after a logout, and a second logout is no mistake', async () => {
    const { tokens } = await registerPerson(client);
    const logout = () => client.run(LogoutDocument, { input: { refreshToken: tokens.refreshToken } }, {});
    const first = await client.as(tokens.accessToken).run(LogoutDocument, {});
    expect([await isGood(tokens), await refreshes(tokens)]).toEqual(['TOKEN_INVALID', 'TOKEN_INVALID']);
    expect(await logout()).toEqual(first);
    expect(await client.as(tokens.accessToken).run(LogoutDocument, {})).toEqual(first);
  });

  it('S-1: can be ended by its refresh token when the access token is past its time, or stale', async () => {
    const { tokens } = await registerPerson(client);
    service.clock.advance(Duration.minutes(16));
    expect(await isGood(tokens)).toBe('TOKEN_EXPIRED');
    const { refreshToken } = tokens;
    const { logout } = await client.as(tokens.accessToken).run(LogoutDocument, { input: { refreshToken } });
    expect(logout.success).toBe(true);
    expect(await refreshes(tokens)).toBe('TOKEN_INVALID');
  });

  it('S-2: is shown to and ended by its owner alone; to anybody else it is none', async () => {
    const [owner, other] = [await registerPerson(client), await registerPerson(client)];
    const id = String(claimsOf(owner.tokens.accessToken)['sid']);
    const asOther = client.as(other.tokens.accessToken);
    const tries = [id, id.toUpperCase(), randomUUID(), 'x', '', owner.tokens.user.id, '%'];
    const answers = await Promise.all(tries.map((one) => asOther.ask(RevokeSessionDocument, { id: one })));
    const shown = answers.map(({ text }) => text.replace(/"requestId":"[0-9a-f-]{36}"/, ''));
    expect(new Set(shown).size).toBe(1);
    expect(codeIn(answers[0] ?? { errors: [] })).toBe('NOT_FOUND');
    expect(await isGood(owner.tokens)).toBe('accepted');
    const { me } = await asOther.run(MySessionsDocument, {});
    expect(me.sessions.map((session) => session.id)).toEqual([claimsOf(other.tokens.accessToken)['sid']]);
    await client.as(owner.tokens.accessToken).run(RevokeSessionDocument, { id });
    expect(await isGood(owner.tokens)).toBe('TOKEN_INVALID');
  });

  it('S-2: of somebody else survives the ending of all the others of one’s own', async () => {
    const [owner, other] = [await registerPerson(client), await registerPerson(client)];
    await client.as(other.tokens.accessToken).run(LogoutDocument, { input: { everywhere: true } });
    await client.raw(
      'mutation { revokeOtherSessions { success } }',
      {},
      { token: (await logIn(client, other)).accessToken },
    );
    expect(await isGood(owner.tokens)).toBe('accepted');
  });

  it('S-3: ends with a password change elsewhere; the one that made the change goes on', async () => {
    const person = await registerPerson(client);
    const [second, third] = [await logIn(client, person), await logIn(client, person)];
    const link = await requestedToken(person);
    await client.as(second.accessToken).run(ChangePasswordDocument, {
      input: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD },
    });
    for (const tokens of [person.tokens, third])
      expect([await isGood(tokens), await refreshes(tokens)]).toEqual(['TOKEN_INVALID', 'TOKEN_INVALID']);
    expect(codeIn(await reset(link))).toBe('TOKEN_INVALID');
    expect([await isGood(second), await refreshes(second)]).toEqual(['accepted', 'accepted']);
  });

  it('S-3: ends with a password reset, every one', async () => {
    const person = await registerPerson(client);
    const all = [person.tokens, await logIn(client, person), await logIn(client, person)];
    await reset(await requestedToken(person));
    for (const tokens of all)
      expect([await isGood(tokens), await refreshes(tokens)]).toEqual(['TOKEN_INVALID', 'TOKEN_INVALID']);
  });

  it('AD-1: ends with a suspension, with every other and every link; no reinstatement brings one back', async () => {
    const person = await registerPerson(client);
    const all = [person.tokens, await logIn(client, person), await logIn(client, person)];
    const link = await requestedToken(person);
    await suspend(person.tokens.user.id);

    const ended = async () => {
      for (const tokens of all)
        expect([await isGood(tokens), await refreshes(tokens)]).toEqual([
          expect.stringMatching(/TOKEN_INVALID|ACCOUNT_SUSPENDED/),
          expect.stringMatching(/TOKEN_INVALID|ACCOUNT_SUSPENDED/),
        ]);
      expect(codeIn(await reset(link))).toBe('TOKEN_INVALID');
    };
    await ended();
    expect(codeIn(await attempt(person.email))).toBe('ACCOUNT_SUSPENDED');
    expect(codeIn(await attempt(person.username))).toBe('ACCOUNT_SUSPENDED');

    await reinstate(person.tokens.user.id);
    await ended();
    for (const tokens of all) expect(await isGood(tokens)).toBe('TOKEN_INVALID');
    expect(codeIn(await attempt(person.email))).toBe('accepted');
  });
});
