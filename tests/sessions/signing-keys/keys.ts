import { decodeProtectedHeader, type JSONWebKeySet } from 'jose';
import type { Adapters } from '../../../src/app/base-services.js';
import { eventDeclarations } from '../../../src/app/registers.js';
import { Duration } from '../../../src/core/duration.js';
import { systemRandomness } from '../../../src/core/randomness.js';
import { MeDocument, RefreshTokenDocument } from '../../../src/generated/client/operations.js';
import { AuditTrail } from '../../../src/platform/audit/audit-trail.service.js';
import { openDatabase } from '../../../src/platform/database/open.js';
import { PUBLISHED_AHEAD } from '../../../src/sessions/signing-keys/key-life.js';
import { Mailbox, MovableClock } from '../../support/adapters.js';
import type { Client } from '../../support/client.js';
import { createTestStorage, silentLog } from '../../support/database.js';
import { codesOf, pause } from '../../support/outcomes.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

export const DAY = Duration.minutes(24 * 60);
export const kidOf = (token: string) => decodeProtectedHeader(token).kid;

/** Draws the shortest pause that there can be between two looks at the keys, half of the longest. */
const eager = {
  ...systemRandomness,
  bytes: (count: number) => (count === 2 ? Buffer.alloc(count) : systemRandomness.bytes(count)),
};

/** One database, one clock and one secret, for services that each have settings of their own. */
export async function openEnvironment() {
  const { storage, cleanup } = await createTestStorage();
  const database = await openDatabase(storage, silentLog);
  const clock = new MovableClock();
  const authSecret = systemRandomness.bytes(32);
  const mailer = new Mailbox();
  const services: TestService[] = [];
  const world = { database: database.client, clock, randomness: systemRandomness };
  return {
    clock,
    authSecret,
    opened: database,
    audit: new AuditTrail({
      ...world,
      log: silentLog,
      events: eventDeclarations,
      subscribers: [],
      transactionalHandlers: [],
      committed: () => {},
    }),
    database: database.client,
    async start(
      env: Readonly<Record<string, string>> = {},
      adapters: Partial<Adapters> = {},
    ): Promise<TestService> {
      const shared = {
        database: { ...database, close: async () => undefined },
        clock,
        randomness: eager,
        authSecret,
        mailer,
      };
      const service = await startService({ env, adapters: { ...shared, ...adapters } });
      services.push(service);
      return service;
    },
    async stop(service: TestService): Promise<void> {
      services.splice(services.indexOf(service), 1);
      await service.stop();
    },
    async close(): Promise<void> {
      for (const service of services) await service.stop();
      await database.close();
      await cleanup();
    },
  };
}

export type Environment = Awaited<ReturnType<typeof openEnvironment>>;

/** Gives each test a ground of its own, which is closed after it. @param begin what each begins with */
export function withOwnEnvironment(begin: (environment: Environment) => Promise<void>): void {
  let environment: Environment;
  beforeEach(async () => {
    environment = await openEnvironment();
    await begin(environment);
  }, START_LIMIT);
  afterEach(() => environment.close());
}

/** What a client is told: nothing when its token is good. */
export const me = async ({ client }: { readonly client: Client }, token: string) =>
  codesOf(await client.ask(MeDocument, {}, { token })).join();

export const refresh = async ({ client }: { readonly client: Client }, refreshToken: string) =>
  codesOf(await client.ask(RefreshTokenDocument, { input: { refreshToken } })).join();

export async function jwks({ url }: Pick<TestService, 'url'>): Promise<JSONWebKeySet> {
  return (await (await fetch(`${url}/.well-known/jwks.json`)).json()) as JSONWebKeySet;
}

export const listed = async (service: Pick<TestService, 'url'>) =>
  (await jwks(service)).keys.map(({ kid }) => kid);

/** The next key, made by command, read by its instance as it would be in time, and signing. */
export async function rotateFully(
  { signingKeys, keyRing }: Pick<TestService['signing' | 'refreshSigning'], 'keyRing' | 'signingKeys'>,
  clock: MovableClock,
): Promise<string> {
  const kid = await signingKeys.rotate();
  await keyRing.reload();
  clock.advance(PUBLISHED_AHEAD);
  return kid;
}

/** What an instance does by itself, every ten seconds at the most; a busy machine takes longer. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('It did not happen by itself');
    await pause(100);
  }
}

/** What was recorded of keys, in order. */
export async function keyEvents(
  { database }: Pick<TestService, 'database'>,
  use: 'sig' | 'refresh' = 'sig',
): Promise<string[]> {
  const rows = await database.auditEvent.findMany({
    where: { type: { startsWith: 'signing_key' } },
    orderBy: { id: 'asc' },
  });
  return rows.flatMap(({ type, metadata, userId, actorId }) => {
    const about = metadata as { kid: string; use: string; because?: string };
    if (about.use !== use) return [];
    const key = use === 'sig' ? about.kid : `${about.kid} (${use})`;
    const because = about.because === undefined ? '' : ` because of ${about.because}`;
    return [`${type} ${key}${because} ${userId ?? actorId ?? 'nobody'}`];
  });
}
