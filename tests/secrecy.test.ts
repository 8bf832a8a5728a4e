import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import { unansweredSchema } from '../src/app/printed-schema.js';
import { type OpenDatabase, openDatabase } from '../src/platform/database/open.js';
import { createServiceKey } from './support/administrators.js';
import { canary, name, repeatsAPart, spellings } from './support/canary.js';
import { createTestStorage, newFolder, silentLog, type TestStorage } from './support/database.js';
import {
  everyOperation,
  fittingVariables,
  type Operation,
  type Place,
  put,
  textPlaces,
} from './support/every-operation.js';
import { type Person, registerPerson } from './support/people.js';
import { describeEmbedded } from './support/process.js';
import { type RawAnswer, type RawRequest, sendRaw } from './support/raw-http.js';
import { SecretScan } from './support/secret-scan.js';
import { startService, type TestService } from './support/service.js';

const schema: GraphQLSchema = await unansweredSchema();
/** Every place of every operation that takes a text: any of them may be given a secret, if only by mistake. */
const PLACES = everyOperation(schema).flatMap((operation) =>
  textPlaces(operation.args).map((place) => ({ operation, place })),
);

let storage: TestStorage;
let database: OpenDatabase;
let service: TestService;
let person: Person;
let administrator: Person;
let serviceKey: string;
/** Ten thousand requests go over a few connections. */
const connections = new Agent({ keepAlive: true });
/** Whatever was written past the log. */
const printed: string[] = [];
const write = { out: process.stdout.write, err: process.stderr.write };

beforeAll(async () => {
  storage = await createTestStorage();
  const opened = await openDatabase(storage.storage, silentLog);
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= opened.close();
    return closing;
  };
  database = { ...opened, close };
  service = await startService({ edges: { database }, dataDir: storage.dataDir });
  person = await registerPerson(service.client);
  ({ administrator, secret: serviceKey } = await createServiceKey(service));
  const listen = (chunk: string | Uint8Array) => printed.push(Buffer.from(chunk).toString()) > 0;
  process.stdout.write = listen as typeof process.stdout.write;
  process.stderr.write = listen as typeof process.stderr.write;
});

afterAll(async () => {
  process.stdout.write = write.out;
  process.stderr.write = write.err;
  connections.destroy();
  await service.stop();
  await storage.cleanup();
});

/** A way in which a secret comes to the service. */
interface Way {
  readonly name: string;
  readonly request: RawRequest & { readonly path?: string };
}

interface Telling {
  readonly operation: Operation;
  readonly place: Place;
  readonly secret: string;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** A value as it stands in a document. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, inner]) => `${key}: ${literal(inner)}`);
  return `{ ${fields.join(', ')} }`;
}

/** The operation with its arguments in the document instead of beside it. */
function written({ document }: Operation, variables: Readonly<Record<string, unknown>>): string {
  const passed = Object.entries(variables).map(([key, value]) => `${key}: ${literal(value)}`);
  const kind = document.slice(0, document.indexOf(' '));
  const field = document.slice(document.indexOf('{') + 1).trim();
  return `${kind} { ${field.replace(/^(\w+)\([^)]*\)/, `$1(${passed.join(', ')})`)}`;
}

function inVariables({ operation, place, secret }: Telling): Record<string, unknown> {
  const { args } = operation;
  const fitting = fittingVariables(args);
  const parent = place.slice(0, -1);
  const last = place.at(-1) ?? '';
  const beside = (key: string) => [...parent, key];
  return {
    'as it should be': put(fitting, place, secret),
    'without anything else': put({}, place, secret),
    'in a list': put(fitting, place, [secret]),
    'in two lists': put(fitting, place, [[secret], [secret]]),
    'in an object': put(fitting, place, { value: secret }),
    'as a key': put(fitting, place, { [secret]: 1 }),
    'under a misspelt name': put(fitting, beside(`${last}x`), secret),
    'under a name of its own': put(put(fitting, place, secret), beside('unknown'), secret),
    'as a name': put(fitting, beside(secret), 'x'),
    'beside what is missing': put(put(fitting, place, null), beside('unknown'), secret),
    'instead of the whole input': put(fitting, [place[0] ?? ''], secret),
    'in a list instead of the whole input': put(fitting, [place[0] ?? ''], [secret]),
    'as a variable that is not declared': { ...fitting, unknown: secret },
    'made very long': put(fitting, place, secret.repeat(400)),
    'made too long': put(fitting, place, secret.repeat(3000)),
  };
}

function inDocument({ operation, place, secret }: Telling): Record<string, string> {
  const fitting = fittingVariables(operation.args);
  const asIs = written(operation, put(fitting, place, secret));
  const quoted = JSON.stringify(secret);
  const unquoted = secret.replace(/\W/g, '');
  const parent = place.slice(0, -1);
  const end = asIs.indexOf(quoted) + quoted.length;
  return {
    'as a literal': asIs,
    'as a literal without anything else': written(operation, put({}, place, secret)),
    'as a literal list': written(operation, put(fitting, place, [secret])),
    'as a literal object': written(operation, put(fitting, place, { value: secret })),
    'as a literal under a misspelt name': written(operation, put(fitting, [...parent, 'unknown'], secret)),
    'as a literal instead of the whole input': written(operation, put(fitting, [place[0] ?? ''], secret)),
    'as a literal to a misspelt argument': written(operation, { ...fitting, unknown: secret }),
    'as a block text': asIs.replace(quoted, () => `"""${secret}"""`),
    'as a block text in a list': asIs.replace(quoted, () => `["""${secret}"""]`),
    'without its quotes': asIs.replace(quoted, () => secret),
    'as an enum value': asIs.replace(quoted, () => unquoted),
    'as a variable': asIs.replace(quoted, () => `$${unquoted}`),
    'in single quotes': asIs.replace(quoted, () => `'${secret}'`),
    'with a quote in it': asIs.replace(quoted, () => `"${secret}"${secret}"`),
    'with a bad escape': asIs.replace(quoted, () => `"${secret}\\x${secret}"`),
    'with a line break': asIs.replace(quoted, () => `"${secret}\n${secret}"`),
    'not closed': asIs.slice(0, end - 1),
    'as the last thing': asIs.slice(0, end),
    'before the document': `${quoted} ${asIs}`,
    'after the document': `${asIs} ${quoted}`,
    'after the document as a word': `${asIs} ${unquoted}`,
    'in a comment': `${asIs} # ${secret}\n }`,
    'as a default': `query ($unused: String = ${quoted}) { __typename }`,
    'as a default of another type': `query ($unused: Int = ${quoted}) { __typename }`,
    'in a directive': `query { __typename @include(if: ${quoted}) }`,
    'in a directive that is not there': `query { __typename @unknown(x: ${quoted}) }`,
    'to a field without arguments': `query { __typename(x: ${quoted}) }`,
    'as an operation that is not there': `query A { __typename } query B { __typename }`,
  };
}

/** Around the document: in the body, the address and the headers. */
function inRequest({ operation, place, secret }: Telling): Record<string, Way['request']> {
  const query = operation.document;
  const variables = put(fittingVariables(operation.args), place, secret);
  const body = JSON.stringify({ query, variables });
  const asJson = (value: object): RawRequest => ({ headers: JSON_TYPE, body: JSON.stringify(value) });
  const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  const quoted = JSON.stringify(secret);
  const end = body.indexOf(quoted) + quoted.length;
  const headerText = encodeURIComponent(secret);
  return {
    'as the variables': asJson({ query, variables: secret }),
    'in variables that are a text': asJson({ query, variables: JSON.stringify(variables) }),
    'as the name of the operation': asJson({ query, variables, operationName: secret }),
    'as the extensions': asJson({ query, variables, extensions: secret }),
    'in the extensions': asJson({ query: '{', extensions: { secret } }),
    'as the document': asJson({ query: secret }),
    'in a batch': asJson([{ query, variables }]),
    'in JSON that ends early': { headers: JSON_TYPE, body: body.slice(0, end) },
    'in JSON that is not closed': { headers: JSON_TYPE, body: body.slice(0, end - 1) },
    'in JSON with a comma too many': { headers: JSON_TYPE, body: body.replace(quoted, () => `${quoted},,`) },
    'in JSON without quotes': { headers: JSON_TYPE, body: body.replace(quoted, () => secret) },
    'in JSON that pollutes': { headers: JSON_TYPE, body: `{"__proto__":{"x":${quoted}}}` },
    'as text': { headers: { 'content-type': 'text/plain' }, body },
    'as a form': { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `${parameters}` },
    'as no type': { headers: {}, body },
    'in the address': {
      method: 'GET',
      path: `/graphql?${parameters}`,
      headers: { 'apollo-require-preflight': '1' },
    },
    'in the address of a POST': { path: `/graphql?${parameters}`, headers: JSON_TYPE, body: '{}' },
    'in the address, with variables that are no JSON': {
      method: 'GET',
      path: `/graphql?${new URLSearchParams({ query: '{ __typename }', variables: secret })}`,
      headers: { 'apollo-require-preflight': '1' },
    },
    'as a parameter of another address': {
      method: 'GET',
      path: `/reset?token=${encodeURIComponent(secret)}`,
    },
    'in an address that cannot be read': {
      method: 'GET',
      path: `/reset/%zz/${encodeURIComponent(secret)}?token=${encodeURIComponent(secret)}`,
    },
    'as a bearer token': {
      headers: { ...JSON_TYPE, authorization: `Bearer ${headerText}` },
      body: '{"query":"{ me { id } }"}',
    },
    'as another credential': {
      headers: { ...JSON_TYPE, authorization: `Basic ${headerText}` },
      body: '{"query":"{ me { id } }"}',
    },
    'as a service key': {
      headers: { ...JSON_TYPE, 'latchkey-service-key': headerText },
      body: '{"query":"{ introspectToken(token: \\"x\\") { active } }"}',
    },
    'as a cookie': {
      headers: { ...JSON_TYPE, cookie: `token=${headerText}` },
      body: '{"query":"{ me { id } }"}',
    },
    'as a content type': { headers: { 'content-type': `application/${headerText}` }, body },
    'as a language': { headers: { ...JSON_TYPE, 'accept-language': headerText }, body: '{' },
  };
}

function waysOf(telling: Telling): Way[] {
  const { document } = telling.operation;
  const asBody = (query: string, variables: unknown = {}): RawRequest => ({
    headers: JSON_TYPE,
    body: JSON.stringify({ query, variables }),
  });
  return [
    ...Object.entries(inVariables(telling)).map(([way, variables]) => ({
      name: way,
      request: asBody(document, variables),
    })),
    ...Object.entries(inDocument(telling)).map(([way, query]) => ({ name: way, request: asBody(query) })),
    ...Object.entries(inRequest(telling)).map(([way, request]) => ({ name: way, request })),
  ];
}

/** One that the operation would take for what it is meant to be, so that it comes further than the first check. */
function likely(place: Place): string {
  switch (place.at(-1)) {
    case 'username':
    case 'usernameOrEmail':
      return name();
    case 'email':
    case 'newEmail':
      return `${name()}@example.com`;
    case 'token':
      return (name() + name() + name()).slice(0, 43);
    case 'refreshToken':
      return ['{"alg":"ES256","typ":"rt+jwt"}', `{"sub":"${name()}"}`, name()]
        .map((part) => Buffer.from(part).toString('base64url'))
        .join('.');
    case 'id':
      return name();
    default:
      return `aA1!${canary()}`;
  }
}

async function send({ operation }: Telling, { request }: Way): Promise<RawAnswer> {
  const { accessToken } = (operation.isAdminOnly ? administrator : person).tokens;
  const authorization = operation.isPublic ? {} : { authorization: `Bearer ${accessToken}` };
  const key = operation.name === 'introspectToken' ? { 'latchkey-service-key': serviceKey } : {};
  const { path = '/graphql', headers, ...rest } = request;
  const answer = await sendRaw(`${service.url}${path}`, {
    ...rest,
    agent: connections,
    headers: { ...authorization, ...key, ...headers },
  });
  // What was told beside a password that fits: the next way needs somebody who still exists.
  if (answer.text.includes('{"deleteAccount":{"')) person = await registerPerson(service.client);
  return answer;
}

/** Tells the secret in each way, and says in which of them it was repeated. */
async function leaksOf(telling: Telling, ways: readonly Way[]): Promise<string[]> {
  expect(telling.secret.length).toBeGreaterThan(10);
  const leaks: string[] = [];
  const loggedBefore = service.log.lines.length;
  for (const way of ways) {
    const { status, headers, text } = await send(telling, way);
    if (repeatsAPart(`${JSON.stringify(headers)}\n${text}`, telling.secret))
      leaks.push(`${way.name}: answered ${status} ${text.slice(0, 300)}`);
    if (status >= 500 && status !== 503) leaks.push(`${way.name}: answered ${status}`);
  }
  const logged = service.log.lines.slice(loggedBefore).map((line) => JSON.stringify(line));
  leaks.push(...logged.filter((line) => repeatsAPart(line, telling.secret)).map((line) => `logged: ${line}`));
  if (repeatsAPart(printed.join(''), telling.secret)) leaks.push('printed');
  return leaks;
}

const described = PLACES.map(
  ({ operation, place }) => [`${operation.name} ${place.join('.')}`, operation, place] as const,
);

describe('a secret', () => {
  it('ER-1: is looked for in every text of every operation there is', () => {
    const names = described.map(([where]) => where);
    expect(names).toEqual(
      expect.arrayContaining([
        'login input.password',
        'register input.password',
        'changePassword input.currentPassword',
        'changePassword input.newPassword',
        'resetPassword input.token',
        'refreshToken input.refreshToken',
        'logout input.refreshToken',
      ]),
    );
  });

  it('ER-1: would be found in any spelling: what looks for it does find it', () => {
    const secret = canary();
    for (const form of spellings(secret).filter((one) => one.equals(Buffer.from(one.toString()))))
      expect(repeatsAPart(`x${form.toString()}y`, secret)).toBe(true);
    expect(repeatsAPart(`…${secret.slice(7, 18)}`, secret)).toBe(true);
    expect(repeatsAPart(canary(), secret)).toBe(false);
  });

  it.each(described)(
    'ER-1: is repeated by nothing when it is told to %s',
    async (_where, operation, place) => {
      const telling = { operation, place, secret: canary() };
      expect(await leaksOf(telling, waysOf(telling))).toEqual([]);
    },
  );

  it.each(described)(
    'ER-1: is repeated by nothing when it is told to %s and looks as it should',
    async (_where, operation, place) => {
      const telling = { operation, place, secret: likely(place) };
      expect(await leaksOf(telling, waysOf(telling))).toEqual([]);
    },
  );
});

describe('a secret in a row that the database refuses aloud', () => {
  beforeAll(async () => {
    await service.database.$executeRaw`
      CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'refused: %', NEW::text; END $$`;
    for (const table of ['users', 'devices', 'sessions'])
      await service.database.$executeRawUnsafe(
        `CREATE TRIGGER tell BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION tell()`,
      );
  });

  it('ER-1, ER-2: is repeated by neither the answer nor the log, nor is the statement', async () => {
    const username = name().slice(0, 20);
    const email = `${username}@example.com`;
    const input = { username, email, password: person.password };
    const { errors, text } = await service.client.raw(
      'mutation ($input: RegisterInput!) { register(input: $input) { tokenType } }',
      { input },
    );
    expect(errors[0]?.extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', status: 500 });
    expect(text).not.toMatch(/refused|prisma|postgres|insert|trigger|P0001|stack|\.ts|\.js/i);
    for (const heard of [text, service.log.text, printed.join('')])
      expect(repeatsAPart(heard, username)).toBe(false);
    // The operator finds it by its request.
    const requestId = errors[0]?.extensions?.['requestId'];
    expect(service.log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', details: expect.objectContaining({ requestId }) }),
    );
  });
});

describe('the search that every test service ends with', () => {
  const secret = canary();
  const body = JSON.stringify({
    query: '…',
    variables: { input: { email: 'a@b.example', password: secret } },
  });
  const nowhere = { log: '', mails: [], database: service?.database as never };
  /** JSON would spell out the zero bytes of the wide form. */
  const texts = spellings(secret)
    .map((form) => form.toString())
    .filter((form) => !form.includes('\0'));
  const told = (answer: object) => {
    const scan = new SecretScan();
    scan.sent(body, undefined);
    scan.received(JSON.stringify(answer), new Headers());
    return scan;
  };

  it.each(texts)('ER-1: finds what was told, in each spelling (%#)', async (form) => {
    expect(await told({ errors: [{ message: `No ${form}!` }] }).findings(nowhere)).toEqual([
      `${secret} in an answer`,
    ]);
    expect(await told({}).findings({ ...nowhere, log: `x${form}` })).toEqual([`${secret} in the log`]);
    const mail = { to: { address: 'a@b.example' }, subject: form, text: '', html: '' };
    expect(await told({}).findings({ ...nowhere, mails: [mail] })).toEqual([`${secret} in a mail`]);
  });

  it('ER-1: finds a token that was issued anywhere but in its answer', async () => {
    const answer = { data: { login: { refreshToken: secret, tokenType: 'Bearer' } } };
    expect(await told(answer).findings(nowhere)).toEqual([]);
    expect(await told({ ...answer, more: { note: secret } }).findings(nowhere)).toHaveLength(1);
  });
});

describe('the search of the files that every test service ends with', () => {
  const secret = canary();
  const told = () => {
    const scan = new SecretScan();
    scan.sent(JSON.stringify({ variables: { input: { password: secret } } }), undefined);
    return scan;
  };
  const authSecret = Buffer.from('an AUTH_SECRET of thirty-two byte');
  const filled = async (content: Buffer | string, name = 'base') => {
    const folder = newFolder();
    await mkdir(join(folder, 'database'), { recursive: true });
    await mkdir(join(folder, 'mail'));
    await writeFile(join(folder, name), content);
    return folder;
  };
  const start = new Date();

  it.each(spellings(secret).map((form) => [form.toString('latin1')]))(
    'ER-1: finds what was told, in each spelling, between whatever bytes (%#)',
    async (form) => {
      const around = Buffer.from([0, 0xff, 0x0a, 0x80]);
      const content = Buffer.concat([around, Buffer.from(form, 'latin1'), around]);
      const folder = await filled(content, 'database/1255');
      expect(await told().foundInFiles(folder, start, authSecret)).toEqual([
        `${secret} in the file database/1255`,
      ]);
    },
  );

  it('ER-1: finds the secret of the service, and nothing where nothing is', async () => {
    for (const form of spellings(authSecret))
      expect(await told().foundInFiles(await filled(form), start, authSecret)).toEqual([
        'AUTH_SECRET in the file base',
      ]);
    expect(await told().foundInFiles(await filled(canary()), start, authSecret)).toEqual([]);
    expect(await told().foundInFiles(newFolder(), start, authSecret)).toEqual([]);
  });

  it('ER-1: finds a mailed token everywhere but in the mail', async () => {
    const scan = new SecretScan();
    scan.sent(JSON.stringify({ variables: { input: { token: secret } } }), undefined);
    expect(await scan.foundInFiles(await filled(secret, 'mail/1.eml'), start, authSecret)).toEqual([]);
    expect(await scan.foundInFiles(await filled(secret, 'mails'), start, authSecret)).toHaveLength(1);
  });

  it('ER-1: reads what was written since the start alone', async () => {
    const folder = await filled(secret);
    await utimes(join(folder, 'base'), new Date(0), new Date(0));
    expect(await told().foundInFiles(folder, start, authSecret)).toEqual([]);
  });
});

describeEmbedded('a row with a secret in it that was changed again', () => {
  it('ER-1: is found in the files when the service has ended', async () => {
    const careless = await startService();
    const { username, tokens, password } = await registerPerson(careless.client);
    const { id } = tokens.user;
    for (const name of [password, username])
      await careless.database.user.update({ where: { id }, data: { username: name } });
    await expect(careless.stop()).rejects.toThrow(`${password} in the file database/`);
  });
});

describe('a secret that was told while the database was gone', () => {
  beforeAll(() => database.close());

  it.each(described)('ER-1: is repeated by nothing: %s', async (_where, operation, place) => {
    for (const secret of [canary(), likely(place)]) {
      const telling = { operation, place, secret };
      const ways = waysOf(telling).filter(({ name: way }) =>
        /^as (it should be|a literal|a bearer)/.test(way),
      );
      expect(await leaksOf(telling, ways)).toEqual([]);
    }
  });

  it('ER-1, ER-3: and the answer is that the service is unavailable, with nothing of the cause', async () => {
    const { errors, text } = await service.client.raw(
      'mutation ($input: LoginInput!) { login(input: $input) { tokenType } }',
      { input: { usernameOrEmail: person.email, password: person.password } },
    );
    expect(errors[0]?.extensions).toMatchObject({ code: 'SERVICE_UNAVAILABLE', status: 503 });
    expect(text).not.toMatch(/prisma|pglite|postgres|closed|SELECT|users/i);
    const { errors: closed } = await service.client.raw(
      '{ me { id } }',
      {},
      { token: person.tokens.accessToken },
    );
    expect(closed[0]?.extensions?.['code']).toBe('SERVICE_UNAVAILABLE');
  });
});
