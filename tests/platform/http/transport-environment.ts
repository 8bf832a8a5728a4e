import { type WatchedEngine, watchHashing } from '../../support/counting.js';
import { PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { type RawAnswer, type RawRequest, sendRaw } from '../../support/raw-http.js';
import { startService, type TestService } from '../../support/service.js';

// Jest sets it, an operator may not: what is safe here must not be safe because of it.
delete process.env['NODE_ENV'];

export const JSON_TYPE = { 'content-type': 'application/json' };
const ALIVE = '{"data":{"__typename":"Query"}}';

export let engine: WatchedEngine;
export let service: TestService;
export let person: Person;
export let guess: string;

beforeAll(async () => {
  engine = await watchHashing();
  service = await startService({ env: { INTROSPECTION: 'off' }, adapters: { hashingEngine: engine } });
  person = await registerPerson(service.client);
  guess = login(PASSWORD);
});

afterAll(() => service.stop());

beforeEach(() => engine.forget());

/** The login field as it stands in a document. */
export const login = (password: string) =>
  `login(input: { usernameOrEmail: "${person.username}", password: "${password}" }) { tokenType }`;

export const post = (body: string | Buffer, headers: RawRequest['headers'] = JSON_TYPE) =>
  sendRaw(service.client.url, { headers, body });

export const document = (query: string, rest: object = {}) => post(JSON.stringify({ query, ...rest }));

export const get = (parameters: Record<string, string>, headers: RawRequest['headers'] = {}) =>
  sendRaw(`${service.client.url}?${new URLSearchParams(parameters)}`, { method: 'GET', headers });

export const codesIn = ({ text }: RawAnswer): string[] =>
  (JSON.parse(text).errors ?? []).map((error: { extensions: { code: string } }) => error.extensions.code);

export async function expectAlive(): Promise<void> {
  expect((await document('{ __typename }')).text.trim()).toBe(ALIVE);
}
