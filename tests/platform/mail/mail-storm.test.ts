import { setTimeout as pause } from 'node:timers/promises';
import { systemRandomness } from '../../../src/core/randomness.js';
import { RequestPasswordResetDocument } from '../../../src/generated/client/operations.js';
import { openDatabase } from '../../../src/platform/database/open.js';
import { LANGUAGES } from '../../../src/platform/i18n/languages.js';
import { createTestStorage, silentLog } from '../../support/database.js';
import { registerPerson } from '../../support/people.js';
import { freePort, type RunningProcess, startProcess } from '../../support/process.js';
import { openSmtpSink, type Received, type SmtpSink } from './smtp-sink.js';

/** `MAIL_STORM=1000` is the whole of it; there nothing is hurried, and leases and back-off end in their own time. */
const PEOPLE = Number(process.env['MAIL_STORM'] ?? 100);
const HURRIED = process.env['MAIL_STORM'] === undefined;
const AT_ONCE = 10;
/** A lease, the longest rest after it, and what a thousand mails take. */
const LIMIT = HURRIED ? 60_000 : 10 * 60_000;

type Storage = Awaited<ReturnType<typeof createTestStorage>>;

/** Two instances where the database can be shared; else one, and another one after it. */
function instancesOver({ storage, dataDir }: Storage, smtpPort: number) {
  const shared = storage.kind === 'postgresql';
  const env = {
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    MAIL_FROM: 'no-reply@example.com',
    ...(shared ? { DATABASE_URL: storage.url, AUTH_SECRET: systemRandomness.bytes(32).toString('hex') } : {}),
  };
  const start = () => startProcess(env);
  return { start, startOther: async (one: RunningProcess) => (shared ? start() : one) };
}

async function everybodyAtOnce<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  let next = 0;
  const take = async () => {
    while (next < count) {
      const index = next++;
      done[index] = await work(index);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
  return done;
}

/** What every account was to get, whatever its kind: nobody else's mail, each once, in its language. */
const keyOf = ({ recipients, parsed }: Received) =>
  `${recipients} ${parsed.headers.find(({ key }) => key === 'content-language')?.value}`;

async function settled(sink: SmtpSink, count: () => Promise<number>): Promise<void> {
  const until = performance.now() + LIMIT;
  while ((await count()) > 0 && performance.now() < until) await pause(200);
  expect(sink.received.length).toBeGreaterThan(0);
}

describe('a mail server that is away while everybody registers, and an instance that is killed meanwhile', () => {
  it(
    'gets every mail in the end, each once, in the language of its reader',
    async () => {
      const storage = await createTestStorage();
      const port = await freePort();
      const { start, startOther } = instancesOver(storage, port);
      const killed = await start();
      const other = await startOther(killed);
      const people = await everybodyAtOnce(PEOPLE, async (index) => {
        const { client } = index % 2 === 0 ? killed : other;
        const languageCode = LANGUAGES[index % LANGUAGES.length] ?? 'en';
        const { email } = await registerPerson(client, { languageCode });
        await client.run(RequestPasswordResetDocument, { input: { email } });
        return `${email} ${languageCode}`;
      });
      await killed.kill();

      const database = () => openDatabase(storage.storage, silentLog);
      const meanwhile = await database();
      const waiting = await meanwhile.client.outboxMail.count();
      expect(waiting).toBeGreaterThanOrEqual(PEOPLE);
      if (HURRIED) await meanwhile.client.outboxMail.updateMany({ data: { dueAt: new Date(), attempts: 0 } });
      await meanwhile.close();

      // What is being tried in vain is settled by now: nobody holds a mail whose turn has been brought forward.
      await pause(500);
      const sink = await openSmtpSink({}, port);
      const last = other === killed ? await start() : other;
      if (storage.storage.kind === 'postgresql') {
        const table = await database();
        await settled(sink, () => table.client.outboxMail.count());
        await table.close();
      } else {
        await settled(
          sink,
          async () => waiting - new Set(sink.received.map(({ parsed }) => parsed.messageId)).size,
        );
      }
      await last.kill();
      const ids = sink.received.map(({ parsed }) => parsed.messageId);
      expect(ids).toHaveLength(waiting);
      expect(new Set(ids).size).toBe(waiting);
      const reached = sink.received.map(keyOf);
      expect([...new Set(reached)].sort()).toEqual([...people].sort());
      // Everybody as many as everybody else.
      expect(reached).toHaveLength((waiting / PEOPLE) * new Set(reached).size);
      await sink.close();
      await storage.cleanup();
    },
    LIMIT + 240_000,
  );
});
