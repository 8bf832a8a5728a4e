import type { OutgoingHttpHeaders } from 'node:http';
import { MeDocument } from '../../../src/generated/client/operations.js';
import { codeOf, ME } from '../../support/bearer.js';
import { type Person, registerPerson } from '../../support/people.js';
import { sendOperation, sendRaw } from '../../support/raw-http.js';
import { startService, type TestService } from '../../support/service.js';

const POLICY = '{ passwordPolicy { minLength } }';

let service: TestService;
let person: Person;
beforeAll(async () => {
  service = await startService();
  person = await registerPerson(service.client);
});
afterAll(() => service.stop());

describe('the Authorization header', () => {
  const codeIn = (text: string) => String(JSON.parse(text).errors?.[0]?.extensions?.code ?? 'accepted');

  it('JWT-9: is read as RFC 6750 has it and no other way', async () => {
    const { accessToken: token } = person.tokens;
    const expected: Readonly<Record<string, [string, string]>> = {
      'as it should be': [`Bearer ${token}`, 'accepted'],
      'scheme in another case': [`bearer ${token}`, 'accepted'],
      'no scheme': [token, 'TOKEN_INVALID'],
      'scheme alone': ['Bearer', 'TOKEN_INVALID'],
      'another scheme': [`Basic ${token}`, 'TOKEN_INVALID'],
      'a scheme that begins alike': [`BearerX ${token}`, 'TOKEN_INVALID'],
      nothing: ['', 'TOKEN_INVALID'],
      'two spaces': [`Bearer  ${token}`, 'TOKEN_INVALID'],
      'the scheme twice': [`Bearer Bearer ${token}`, 'TOKEN_INVALID'],
      'two tokens': [`Bearer ${token} ${token}`, 'TOKEN_INVALID'],
      'two credentials': [`Bearer ${token}, Bearer ${token}`, 'TOKEN_INVALID'],
      'token in quotes': [`Bearer "${token}"`, 'TOKEN_INVALID'],
      'bytes that are no ASCII': [`Bearer ${token}\u00e9`, 'TOKEN_INVALID'],
      'nothing that is a token': ['Bearer undefined', 'TOKEN_INVALID'],
    };
    const codes = await Promise.all(
      Object.entries(expected).map(async ([name, [authorization]]) => {
        const { text } = await sendOperation(service.client.url, ME, {}, { authorization });
        return [name, codeIn(text)];
      }),
    );
    const wanted = Object.entries(expected).map(([name, [, code]]) => [name, code]);
    expect(Object.fromEntries(codes)).toEqual(Object.fromEntries(wanted));
  });

  it('JWT-9: is refused when it comes twice, for two readers could believe two of them', async () => {
    const stranger = await registerPerson(service.client);
    const authorization = [stranger, person].map(({ tokens }) => `Bearer ${tokens.accessToken}`);
    // Node's types know only one; its client sends each of a list on a line of its own.
    const headers = { authorization } as unknown as OutgoingHttpHeaders;
    const { text } = await sendOperation(service.client.url, ME, {}, headers);
    expect(codeIn(text)).toBe('TOKEN_INVALID');
  });

  it('JWT-9: is bounded', async () => {
    const authorization = `Bearer ${'x'.repeat(64 * 1024)}`;
    const { status } = await sendOperation(service.client.url, ME, {}, { authorization });
    expect(status).toBe(431);
  });

  it('JWT-9: is the only place for an access token', async () => {
    const { accessToken: token } = person.tokens;
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query: ME, access_token: token, extensions: { authorization: token } });
    const elsewhere = [
      await sendRaw(`${service.client.url}?access_token=${token}`, { headers, body }),
      await sendRaw(service.client.url, { headers: { ...headers, cookie: `access_token=${token}` }, body }),
      await sendRaw(service.client.url, { headers: { ...headers, 'x-access-token': token }, body }),
    ];
    expect(elsewhere.map(({ text }) => JSON.parse(text).data)).toEqual(Array(3).fill({ me: null }));
  });

  it('JWT-9: a bad token where one is needed is told as such, never taken for nobody', async () => {
    expect(await codeOf(service.client, 'x')).toBe('TOKEN_INVALID');
    expect(await service.client.run(MeDocument, {})).toEqual({ me: null });
  });

  it('JWT-9: in any form does not break an operation that needs no token', async () => {
    for (const authorization of ['', 'Bearer', 'Basic x', 'Bearer x y'])
      expect(
        JSON.parse((await sendOperation(service.client.url, POLICY, {}, { authorization })).text),
      ).toEqual({ data: { passwordPolicy: { minLength: 8 } } });
  });
});
