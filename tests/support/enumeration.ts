import { type WatchedDatabase, type WatchedEngine, watchDatabase, watchHashing } from './counting.js';
import { newcomer, registerPerson } from './people.js';
import { sendRaw } from './raw-http.js';
import { startService, type TestService } from './service.js';

/**
 * A service with its limits on, its hashing and its database watched. An answer must not tell whether an account
 * exists, so the tests compare all that a client can see: status, headers, body, and the work that makes up the
 * time. `npm run bench` compares the time itself. Only registration tells what is taken, by decision (SECURITY.md).
 */

let engine: WatchedEngine;
let watched: WatchedDatabase;
export let service: TestService;

beforeAll(async () => {
  engine = await watchHashing();
  watched = await watchDatabase();
  service = await startService({
    adapters: { hashingEngine: engine, database: watched.database },
    env: { RATE_LIMITS: 'on', MAILED_CODES: 'registration' },
  });
});

afterAll(async () => {
  await service.stop();
  await watched.cleanup();
});

/** What can be seen of an answer, but for the instant, and what was done for it. */
export interface Appearance {
  readonly status: number;
  readonly headers: object;
  readonly text: string;
  readonly work: { readonly database: string[]; readonly verifications: object[]; readonly hashes: number };
}

let addresses = 0;
/** Addresses of this machine, so that each series of tries has limits of its own. */
const nextAddress = () => `127.0.${1 + (addresses >> 8)}.${1 + (addresses++ & 0xff)}`;

export async function look(
  document: string,
  variables: object,
  from: { readonly localAddress?: string; readonly token?: string } = {},
): Promise<Appearance> {
  watched.operations.length = 0;
  engine.forget();
  const { status, headers, text } = await sendRaw(service.client.url, {
    headers: {
      'content-type': 'application/json',
      ...(from.token === undefined ? {} : { authorization: `Bearer ${from.token}` }),
    },
    body: JSON.stringify({ query: document, variables }),
    ...(from.localAddress === undefined ? {} : { localAddress: from.localAddress }),
  });
  const { date: _date, 'retry-after': retryAfter, ...shown } = headers;
  return {
    status,
    // The window of each began when its own first try came.
    headers: { ...shown, 'retry-after': retryAfter && 'seconds' },
    text: text
      .replace(/"requestId":"[0-9a-f-]{36}"/, '"requestId":""')
      .replace(/"retryAfter":\d+/, '"retryAfter":0'),
    work: {
      database: [...watched.operations],
      verifications: [...engine.verifications],
      hashes: engine.hashes.length,
    },
  };
}

/** The same thing again and again from one address: what a series of tries looks like. */
export async function series(count: number, document: string, variables: object): Promise<Appearance[]> {
  const from = nextAddress();
  const seen: Appearance[] = [];
  for (let tries = 0; tries < count; tries++)
    seen.push(await look(document, variables, { localAddress: from }));
  return seen;
}

export const codesIn = (seen: readonly Appearance[]) =>
  seen.map(({ text }) => /"code":"(\w+)"/.exec(text)?.[1] ?? 'accepted');

export function expectAlike(seen: Readonly<Record<string, readonly Appearance[]>>): readonly Appearance[] {
  const [first = []] = Object.values(seen);
  expect(seen).toEqual(Object.fromEntries(Object.keys(seen).map((name) => [name, first])));
  return first;
}

export const suspend = (id: string) =>
  service.database.user.update({ where: { id }, data: { status: 'SUSPENDED', suspendedUntil: null } });

/** An account in each state, and somebody who has none. */
export async function everybody() {
  const [unverified, verified, suspended, passwordless, deleted] = [
    await registerPerson(service.client),
    await registerPerson(service.client),
    await registerPerson(service.client),
    await registerPerson(service.client),
    await registerPerson(service.client),
  ];
  await service.database.user.update({
    where: { id: verified.tokens.user.id },
    data: { emailVerifiedAt: new Date() },
  });
  await suspend(suspended.tokens.user.id);
  await service.database.passwordHash.delete({ where: { userId: passwordless.tokens.user.id } });
  await service.database.user.delete({ where: { id: deleted.tokens.user.id } });
  return { unverified, verified, suspended, passwordless, deleted, unknown: newcomer() };
}
