import { Agent } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { unansweredSchema } from '../../src/app/printed-schema.js';
import { type OpenDatabase, openDatabase } from '../../src/platform/database/open.js';
import { createServiceKey } from '../support/administrators.js';
import { repeatsAPart } from '../support/canary.js';
import { createTestStorage, silentLog, type TestStorage } from '../support/database.js';
import { everyOperation, textPlaces } from '../support/every-operation.js';
import { type Person, registerPerson } from '../support/people.js';
import { type RawAnswer, sendRaw } from '../support/raw-http.js';
import { startService, type TestService } from '../support/service.js';
import type { Telling, Way } from './ways.js';

const schema: GraphQLSchema = await unansweredSchema();
/** Every place of every operation that takes a text: any of them may be given a secret, if only by mistake. */
const PLACES = everyOperation(schema).flatMap((operation) =>
  textPlaces(operation.args).map((place) => ({ operation, place })),
);

let storage: TestStorage;
export let database: OpenDatabase;
export let service: TestService;
export let person: Person;
let administrator: Person;
let serviceKey: string;
/** Ten thousand requests go over a few connections. */
const connections = new Agent({ keepAlive: true });
/** Whatever was written past the log. */
export const printed: string[] = [];
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
  service = await startService({ adapters: { database }, dataDir: storage.dataDir });
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
export async function leaksOf(telling: Telling, ways: readonly Way[]): Promise<string[]> {
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

export const described = PLACES.map(
  ({ operation, place }) => [`${operation.name} ${place.join('.')}`, operation, place] as const,
);
