import { gzipSync } from 'node:zlib';
import { codesIn, engine, expectAlive, JSON_TYPE, post } from './transport-environment.js';

describe('a body', () => {
  const submit = (password: string) =>
    JSON.stringify({
      query: 'mutation ($input: LoginInput!) { login(input: $input) { tokenType } }',
      variables: { input: { usernameOrEmail: 'x', password } },
    });

  it('DO-2: of more than 100 kB is not read to its end', async () => {
    for (const size of [101 * 1024, 1024 * 1024]) {
      const answer = await post(submit('x'.repeat(size)));
      expect([answer.status, codesIn(answer)]).toEqual([413, ['BAD_REQUEST']]);
    }
    expect(engine.verifications).toEqual([]);
    await expectAlive();
  });

  it('DO-2: that does not say how long it is may not be longer either', async () => {
    const body = submit('x'.repeat(200 * 1024));
    const { status } = await post(body, { ...JSON_TYPE, 'transfer-encoding': 'chunked' });
    expect(status).toBe(413);
  });

  it('DO-2: is not inflated', async () => {
    const body = gzipSync(submit('x'.repeat(5 * 1024 * 1024)));
    expect(body.length).toBeLessThan(10 * 1024);
    const { status } = await post(body, { ...JSON_TYPE, 'content-encoding': 'gzip' });
    expect(Math.floor(status / 100)).toBe(4);
    expect(engine.verifications).toEqual([]);
  });

  const QUERY = '"query":"mutation ($input: LoginInput!) { login(input: $input) { tokenType } }"';
  const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  it.each<[string, () => string | Buffer]>([
    ['the same key twice', () => '{"query":"{ nothing }","query":"{ __typename }"}'],
    ['__proto__ in its variables', () => `{${QUERY},"variables":{"__proto__":{"isAdmin":true},"input":{}}}`],
    ['__proto__ in its input', () => `{${QUERY},"variables":{"input":{"__proto__":{"isAdmin":true}}}}`],
    ['__proto__ at the top', () => `{"__proto__":{"isAdmin":true},"query":"{ __typename }"}`],
    ['an escaped __proto__', () => `{${QUERY},"variables":{"\\u005f_proto__":{"isAdmin":true}}}`],
    ['constructor.prototype', () => `{${QUERY},"variables":{"constructor":{"prototype":{"isAdmin":true}}}}`],
    ['variables nested 8000 deep', () => `{${QUERY},"variables":{"input":${nested(8000)}}}`],
    [
      'variables nested 8000 deep in a text',
      () => `{${QUERY},"variables":{"input":{"password":${nested(8000)}}}}`,
    ],
    [
      'lists nested 30000 deep',
      () => `{${QUERY},"variables":{"input":${'['.repeat(30_000)}${']'.repeat(30_000)}}}`,
    ],
    ['a byte order mark', () => '\ufeff{"query":"{ __typename }"}'],
    ['something after its end', () => '{"query":"{ __typename }"}x'],
    ['two documents', () => '{"query":"{ __typename }"}{"query":"{ __typename }"}'],
    ['UTF-16', () => Buffer.from('{"query":"{ __typename }"}', 'utf16le')],
    ['bytes that are no UTF-8', () => Buffer.from('7b227175657279223a22ff227d', 'hex')],
    ['a NUL in its document', () => '{"query":"{ __typename \\u0000 }"}'],
    ['a number that is none', () => `{${QUERY},"variables":{"input":{"password":1e999}}}`],
    ['a query that is an object', () => '{"query":{"toString":"x"}}'],
    [
      'an operation named like a method',
      () => '{"query":"query A { __typename } query B { __typename }","operationName":"constructor"}',
    ],
    ['extensions that are deep', () => `{"query":"{ __typename }","extensions":${nested(8000)}}`],
  ])('GT-12: with %s pollutes nothing and breaks nothing', async (_name, write) => {
    const { status, text } = await post(write());
    expect(status).toBeLessThan(500);
    expect(text).not.toMatch(/INTERNAL_SERVER_ERROR|call stack/);
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
    await expectAlive();
  });
});
