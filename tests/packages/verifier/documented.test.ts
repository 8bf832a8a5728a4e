import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createServiceKey } from '../../support/administrators.js';
import { Consumer } from '../../support/consumer.js';
import { codeBlocks, runProgram } from '../../support/examples.js';
import { type Person, registerPerson } from '../../support/people.js';
import { freePort } from '../../support/process.js';
import { type ProxiedService, startProxiedService } from '../../support/proxied-service.js';
import { START_LIMIT } from '../../support/service.js';

const PAGE = 'docs/verifying-tokens.md';
const ISSUER = 'https://auth.example.com';
const COMPILER = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

let proxied: ProxiedService;
let consumer: Consumer;
let person: Person;
beforeAll(async () => {
  [proxied, consumer] = await Promise.all([startProxiedService(), Consumer.open()]);
  person = await registerPerson(proxied.service.client, { username: 'ada' });
}, START_LIMIT);
afterAll(async () => {
  consumer.close();
  await proxied.close();
});

/** The one example under a heading, with the service of this test for the one of the example. */
async function example(heading: string, language = 'js', page = PAGE): Promise<string> {
  const blocks = await codeBlocks(page, heading, language);
  expect(blocks).toHaveLength(1);
  expect(blocks[0]).toContain(ISSUER);
  return (blocks[0] ?? '').replaceAll(ISSUER, proxied.issuer);
}

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Record<string, unknown>;
}

/** Starts a server out of the page, and says how it answers. */
async function serve(heading: string, name: string) {
  const port = await freePort();
  const code = (await example(heading)).replace('3000', String(port));
  await consumer.start(await consumer.write(name, code));
  const url = `http://127.0.0.1:${port}`;
  await listening(url);
  return async (path: string, token?: string, body?: object): Promise<Reply> => {
    const response = await fetch(`${url}${path}`, {
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = text.startsWith('{') ? JSON.parse(text) : { text };
    return { status: response.status, headers: response.headers, json };
  };
}

async function listening(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The example does not listen');
}

describe.each([
  ['### Express', 'express.js'],
  ['### Fastify', 'fastify.js'],
  ['### Hono', 'hono.js'],
])('the example of %s', (heading, name) => {
  it('greets anybody, and shows orders only to their owner', async () => {
    const ask = await serve(heading, name);
    const { accessToken, refreshToken, user } = person.tokens;
    expect((await ask('/greeting')).json).toEqual({ hello: 'stranger' });
    expect((await ask('/greeting', 'nonsense')).json).toEqual({ hello: 'stranger' });
    expect((await ask('/greeting', accessToken)).json).toEqual({ hello: user.id });
    expect((await ask('/orders', accessToken)).json).toEqual({ ordersOf: user.id });

    const without = await ask('/orders');
    expect([without.status, without.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    // The second stands for two headers, as `fetch` sends them.
    for (const bad of ['nonsense', `${accessToken}, Bearer ${accessToken}`, refreshToken]) {
      const refused = await ask('/orders', bad);
      expect(refused.status).toBe(401);
      expect(refused.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
      expect(JSON.stringify(refused.json)).not.toContain(bad);
    }
  });
});

describe('the example of ### Apollo Server', () => {
  it('greets anybody, and shows orders to who they belong to', async () => {
    const ask = await serve('### Apollo Server', 'apollo.js');
    const { accessToken, refreshToken, user } = person.tokens;
    const query = '{ greeting orders }';
    expect((await ask('/', accessToken, { query })).json).toEqual({
      data: { greeting: user.id, orders: user.id },
    });
    for (const [token, code] of [
      [undefined, 'UNAUTHENTICATED'],
      ['nonsense', 'TOKEN_INVALID'],
      [refreshToken, 'TOKEN_INVALID'],
    ] as const) {
      const { json } = await ask('/', token, { query });
      expect(json).toMatchObject({
        data: { greeting: 'stranger', orders: null },
        errors: [{ path: ['orders'], extensions: { code, status: 401 } }],
      });
    }
  });
});

describe('the example of ### Anything else', () => {
  it('reads a token, and ends with an error for what is none', async () => {
    const file = await consumer.write('anything.js', await example('### Anything else'));
    const { sub, sid } = JSON.parse(atob(person.tokens.accessToken.split('.')[1] ?? ''));
    const good = await runProgram(process.execPath, [file, person.tokens.accessToken]);
    expect(good).toMatchObject({ code: 0, out: `USER ${sub} in session ${sid}\n` });
    const bad = await runProgram(process.execPath, [file, person.tokens.refreshToken]);
    expect(bad).toMatchObject({ code: 1, out: '', errors: expect.stringContaining('TOKEN_INVALID') });
    expect(bad.errors).not.toContain(person.tokens.refreshToken);
  });
});

describe('the examples of ## Asking Latchkey', () => {
  it('make a key and ask with it, and get the answer that is shown', async () => {
    const [mutation = ''] = await codeBlocks(PAGE, '## Asking Latchkey', 'graphql');
    const { administrator } = await createServiceKey(proxied.service);
    const made = await proxied.service.client.as(administrator.tokens.accessToken).raw<{
      createServiceKey: { secret: string };
    }>(mutation);
    const script = await example('## Asking Latchkey', 'sh');
    const env = {
      ...process.env,
      SERVICE_KEY: made.data?.createServiceKey.secret,
      ACCESS: person.tokens.accessToken,
    };
    const { out } = await runProgram('bash', ['-c', script], { env });
    const [shown] = await codeBlocks(PAGE, '## Asking Latchkey', 'json');
    expect(out.trim()).toBe(shown?.trim());
  });
});

describe('the example of the README', () => {
  it('lets in whoever has a token, and nobody else', async () => {
    const [code = ''] = await codeBlocks('README.md', '## In your other services', 'js');
    const port = await freePort();
    const server = code.replaceAll(ISSUER, proxied.issuer).replace('3000', String(port));
    expect(server).not.toBe(code);
    await consumer.start(await consumer.write('readme.js', server));
    const url = `http://127.0.0.1:${port}`;
    await listening(url);
    const authorization = `Bearer ${person.tokens.accessToken}`;
    const welcome = await fetch(url, { headers: { authorization } });
    expect(await welcome.text()).toContain(person.tokens.user.id);
    expect((await fetch(url)).status).toBe(401);
  });
});

describe('the types of the package', () => {
  it('fit Express, Fastify, Hono and Apollo, as they are published', async () => {
    const headings = ['### Express', '### Fastify', '### Hono', '### Apollo Server', '### Anything else'];
    const written = headings.map(async (heading, index) => {
      // What JavaScript has no words for.
      const code = (await example(heading))
        .replace('process.argv[2]', 'String(process.argv[2])')
        .replace('new Hono()', 'new Hono<{ Variables: { caller: Caller } }>()')
        .replace('{ createTokenVerifier, TokenError }', '{ type Caller, createTokenVerifier, TokenError }')
        .replace('new ApolloServer(', 'new ApolloServer<CallerContext>(')
        .replace('{ callerContext }', '{ callerContext, type CallerContext }');
      return consumer.write(`example-${index}.ts`, code);
    });
    const files = await Promise.all(written);
    const options = '--noEmit --strict --module nodenext --target es2023 --types node';
    const compiler = [COMPILER, ...options.split(' ')];
    expect(await runProgram(process.execPath, [...compiler, ...files], { cwd: consumer.folder })).toEqual({
      code: 0,
      out: '',
      errors: '',
    });
  });
});
