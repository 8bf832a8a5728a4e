import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tableNames } from '../../../src/app/registers.js';
import {
  DeleteAccountDocument,
  RequestEmailChangeDocument,
  RequestPasswordResetDocument,
  UpdateProfileDocument,
} from '../../../src/generated/client/operations.js';
import { type OpenDatabase, openDatabase } from '../../../src/platform/database/open.js';
import { name as canaryName, spellings } from '../../support/canary.js';
import { createTestStorage, silentLog, type TestStorage } from '../../support/database.js';
import { pause } from '../../support/outcomes.js';
import { logIn, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

/** What somebody leaves behind who did everything that leaves traces. */
interface Traces {
  readonly person: Person;
  readonly texts: Readonly<Record<string, string | Buffer>>;
}

let storage: TestStorage;
let database: OpenDatabase;
let service: TestService;

beforeAll(async () => {
  storage = await createTestStorage('embedded');
  // As a folder that was in use before old segments of the log were removed, and kept some under new names.
  const earlier = await openDatabase(storage.storage, silentLog);
  await earlier.client.$executeRaw`SET wal_recycle = on`;
  await earlier.close();
  database = await openDatabase(storage.storage, silentLog);
  service = await startService({ adapters: { database } });
});

afterAll(async () => {
  await service.stop();
  await storage.cleanup();
});

async function liveThroughEverything(): Promise<Traces> {
  // Not longer than a username may be.
  const [username, later, fingerprint] = [canaryName(), canaryName(), canaryName()];
  const agent = canaryName();
  const email = `${canaryName()}@example.org`;
  const wanted = `${canaryName()}@example.org`;
  const { client } = service;
  const person = await registerPerson(client, { username, email, deviceFingerprint: fingerprint });
  await logIn(client, person);
  const own = client.as(person.tokens.accessToken);
  await own.ask(UpdateProfileDocument, { input: { username: later } }, { headers: { 'user-agent': agent } });
  await own.run(RequestEmailChangeDocument, { input: { newEmail: wanted, password: PASSWORD } });
  await own.run(RequestPasswordResetDocument, { input: { email } });
  const link = await service.mailbox.token(email);
  const { phc } = await service.database.passwordHash.findUniqueOrThrow({
    where: { userId: person.tokens.user.id },
  });
  const [device] = await service.database.device.findMany({ where: { userId: person.tokens.user.id } });
  return {
    person,
    texts: {
      username,
      'username in lower case': username.toLowerCase(),
      'later username': later,
      email,
      'email in lower case': email.toLowerCase(),
      'email that was wanted': wanted,
      fingerprint,
      'digest of the fingerprint': Buffer.from(device?.digest ?? []),
      'user agent': agent,
      'referral code': String(person.tokens.user.referralCode),
      'password hash': phc.split('$').at(-1) ?? '',
      'digest of a link': createHash('sha256').update(link).digest(),
    },
  };
}

const PAGE = 8192;
const EMPTY = Buffer.alloc(PAGE);

/** A file without the pages that hold nothing: most of a segment of the log. Empty if the database has removed it. */
async function written(path: string): Promise<Buffer> {
  const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  const pages: Buffer[] = [];
  for (let from = 0; from < content.length; from += PAGE) {
    const page = content.subarray(from, from + PAGE);
    if (!page.equals(EMPTY)) pages.push(page);
  }
  return Buffer.concat(pages);
}

/** Which of these stand in which file of the data folder, in whichever spelling. */
async function found(texts: Traces['texts']): Promise<string[]> {
  const entries = await readdir(storage.dataDir, { recursive: true, withFileTypes: true });
  const sought = Object.entries(texts).map(([what, text]) => ({ what, forms: spellings(text) }));
  const hits: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const content = await written(path);
    for (const { what, forms } of sought)
      if (forms.some((form) => content.includes(form))) hits.push(`${what} in ${path}`);
  }
  return hits;
}

async function mailsLeft(): Promise<void> {
  for (let tries = 0; tries < 1500 && (await service.database.outboxMail.count()) > 0; tries++)
    await pause(10);
}

describe('the files of the embedded database', () => {
  it('DR-6: hold nothing of somebody whose account was deleted, in no spelling', async () => {
    const leaving = await liveThroughEverything();
    const staying = await liveThroughEverything();
    // They are there to be found: what looks for them does find them.
    await service.database.$executeRaw`CHECKPOINT`;
    const there = (await found(leaving.texts)).map((hit) => hit.split(' in /')[0]);
    expect([...new Set(there)].sort()).toEqual(
      Object.keys(leaving.texts)
        .filter((what) => what !== 'fingerprint')
        .sort(),
    );

    await service.client.run(
      DeleteAccountDocument,
      { input: { password: PASSWORD } },
      { token: leaving.person.tokens.accessToken },
    );
    await mailsLeft();
    await database.forget(Object.values(tableNames));
    expect(await found(leaving.texts)).toEqual([]);

    // And of everybody else, everything that counts.
    const { email = '' } = staying.texts;
    expect(await found({ email })).not.toEqual([]);
    await logIn(service.client, staying.person);
  });

  it('DR-6: hold nothing of them either once the service has stopped, which does not wait', async () => {
    const own = await createTestStorage('embedded');
    const opened = await openDatabase(own.storage, silentLog);
    const second = await startService({ adapters: { database: opened } });
    const person = await registerPerson(second.client, { username: canaryName() });
    await second.client.run(
      DeleteAccountDocument,
      { input: { password: PASSWORD } },
      { token: person.tokens.accessToken },
    );
    await second.stop();
    const entries = await readdir(own.dataDir, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((one) => one.isFile()))
      expect((await readFile(join(entry.parentPath, entry.name))).includes(person.username)).toBe(false);
    await own.cleanup();
  });
});
