import { randomBytes } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildService } from '../../src/app/build-service.js';
import { readConfig } from '../../src/app/config.js';
import { systemClock } from '../../src/core/clock.js';
import { StartupError } from '../../src/core/errors.js';
import { systemRandomness } from '../../src/core/randomness.js';
import { loadHashingEngine } from '../../src/credentials/passwords/hashing-engine.js';
import { DataFolder } from '../../src/platform/database/data-folder.js';
import { type OpenDatabase, openDatabase } from '../../src/platform/database/open.js';
import { Mailbox } from '../support/adapters.js';
import { createTestStorage, newFolder, silentLog, type TestStorage } from '../support/database.js';
import { filesUnder } from '../support/dated-files.js';
import { openSigningKey } from '../support/forgery.js';
import { startService, type TestService } from '../support/service.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let storage: TestStorage;
let database: OpenDatabase;
let authSecret: Buffer;
let service: TestService;

beforeAll(async () => {
  storage = await createTestStorage();
  database = await openDatabase(storage.storage, silentLog);
  authSecret = systemRandomness.bytes(32);
  service = await startService({ adapters: { database, authSecret }, dataDir: storage.dataDir });
});

afterAll(async () => {
  await service.stop();
  await storage.cleanup();
});

describe('AUTH_SECRET', () => {
  const DATABASE_URL = 'postgresql://localhost/latchkey';
  const start = (text: string) => readConfig({ DATABASE_URL, AUTH_SECRET: text });

  it.each<[string, string | undefined]>([
    ['nothing', undefined],
    ['an empty text', ''],
    ['spaces', '   '],
    ['a word', 'secret'],
    ['another word', 'changeme'],
    ['a well-known example', 'your-256-bit-secret'],
    ['31 random bytes as hex', randomBytes(31).toString('hex')],
    ['31 random bytes as base64', randomBytes(31).toString('base64')],
    ['an odd number of hexadecimal digits', `${randomBytes(31).toString('hex')}a`],
    ['zeros', '0'.repeat(64)],
    ['one digit', 'a'.repeat(64)],
    ['the digits in turn', '0123456789abcdef'.repeat(4)],
    ['a word many times', 'changeme'.repeat(8)],
    ['a word many times, in base64', Buffer.from('changeme'.repeat(8)).toString('base64')],
    ['what is no base64', '!'.repeat(64)],
    ['a sentence with hyphens', 'this-is-a-very-long-secret-for-development-only-please-change-me'],
    ['a sentence with underscores', 'please_replace_this_example_secret_before_you_go_to_production'],
    ['a sentence without spaces', 'thequickbrownfoxjumpsoverthelazydogandrunsawayintothedarkforest'],
    [
      'a sentence in base64',
      Buffer.from('please replace this example secret in production!!').toString('base64'),
    ],
  ])('CK-1: of %s is refused with a database of its own', (_name, text) => {
    const variables = text === undefined ? { DATABASE_URL } : { DATABASE_URL, AUTH_SECRET: text };
    expect(() => readConfig(variables)).toThrow(StartupError);
    expect(() => readConfig(variables)).toThrow(/AUTH_SECRET must be/);
  });

  it('CK-1: is not repeated by the sentence that refuses it', () => {
    for (const weak of ['hunter2-hunter2', randomBytes(20).toString('hex')])
      expect(() => start(weak)).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(weak) }),
      );
  });

  it('CK-1: of 32 random bytes is taken, in hex and in both kinds of base64', () => {
    for (let times = 0; times < 200; times++) {
      const bytes = randomBytes(32);
      for (const encoding of ['hex', 'base64', 'base64url'] as const)
        expect(start(bytes.toString(encoding)).authSecret).toEqual(bytes);
    }
  });

  it('CK-1: is not in what is published with the code', async () => {
    const entries = await readdir(ROOT, { recursive: false, withFileTypes: true });
    const folders = ['src', 'docs', 'prisma', 'scripts', '.ci', 'bench'].filter((name) =>
      entries.some((entry) => entry.name === name),
    );
    const nested = await Promise.all(
      folders.map(async (folder) => [...(await filesUnder(join(ROOT, folder))).keys()]),
    );
    const top = entries
      .filter((entry) => entry.isFile() && entry.name !== 'package-lock.json')
      .map(({ name }) => join(ROOT, name));
    for (const path of [...nested.flat(), ...top].filter((one) => !one.includes('/generated/'))) {
      const text = await readFile(path, 'utf8');
      expect([path, /BEGIN [A-Z ]*PRIVATE KEY/.test(text), /\b[0-9a-f]{64}\b/i.test(text)]).toEqual([
        path,
        false,
        false,
      ]);
    }
  });

  it('CK-1: another one than the keys were sealed with starts nothing, and the sentence says so', async () => {
    const config = { ...readConfig({}), publicUrl: 'http://latchkey.test' };
    const start = buildService(config, {
      clock: systemClock,
      randomness: systemRandomness,
      log: silentLog,
      database,
      authSecret: randomBytes(32),
      mailer: new Mailbox(),
      hashingEngine: await loadHashingEngine(),
    });
    await expect(start).rejects.toThrow(StartupError);
    await expect(start).rejects.toThrow(/AUTH_SECRET is not the secret/);
    expect(await service.database.signingKey.count()).toBe(1);
  });

  it('CK-1: and signing keys differ from one install to the next', async () => {
    const secrets: string[] = [];
    for (const path of [newFolder(), newFolder()]) {
      const folder = await DataFolder.open(path, systemRandomness);
      secrets.push((await folder.readOrCreateSecret()).toString('hex'));
      expect((await stat(join(path, 'secret'))).mode & 0o777).toBe(0o600);
      expect((await stat(path)).mode & 0o777).toBe(0o700);
      await folder.close();
    }
    expect(new Set(secrets).size).toBe(2);

    const other = await startService({ adapters: { authSecret } });
    const { kid } = await openSigningKey(other.database, authSecret);
    expect(kid).not.toBe((await openSigningKey(service.database, authSecret)).kid);
    await other.stop();
  });
});
