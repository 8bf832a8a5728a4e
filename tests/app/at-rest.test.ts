import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compose } from '../../src/app/compose.js';
import { readConfig } from '../../src/app/config.js';
import { deriveKeys } from '../../src/app/registers.js';
import { systemClock } from '../../src/core/clock.js';
import { StartupError } from '../../src/core/errors.js';
import { systemRandomness } from '../../src/core/randomness.js';
import { SecretBox } from '../../src/core/secret-box.js';
import { DEFAULT_COST } from '../../src/credentials/passwords/hashing-cost.js';
import { loadHashingEngine } from '../../src/credentials/passwords/hashing-engine.js';
import {
  ChangePasswordDocument,
  LoginDocument,
  LogoutDocument,
  RefreshTokenDocument,
  RegisterDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../src/generated/client/operations.js';
import { DataFolder } from '../../src/platform/database/data-folder.js';
import { type OpenDatabase, openDatabase } from '../../src/platform/database/open.js';
import { canary, spellings } from '../support/canary.js';
import { Client } from '../support/client.js';
import { type WatchedEngine, watchHashing } from '../support/counting.js';
import { createTestStorage, newFolder, silentLog, type TestStorage } from '../support/database.js';
import { Mailbox } from '../support/edges.js';
import { openSigningKey } from '../support/forgery.js';
import { newcomer, PASSWORD, registerPerson } from '../support/people.js';
import { dumpOf } from '../support/secret-scan.js';
import { startService, type TestService } from '../support/service.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CONCURRENCY = 2;
const QUEUE = 40;

let storage: TestStorage;
let database: OpenDatabase;
let authSecret: Buffer;
let engine: WatchedEngine;
let service: TestService;
/** What each file of the database was before the service first saw it. */
let before: ReadonlyMap<string, number>;

beforeAll(async () => {
  storage = await createTestStorage('embedded');
  before = await filesUnder(storage.dataDir);
  database = await openDatabase(storage.storage, silentLog);
  authSecret = systemRandomness.bytes(32);
  engine = await watchHashing();
  service = await startService({
    edges: { database, authSecret, hashingEngine: engine },
    env: { HASH_CONCURRENCY: String(CONCURRENCY), HASH_QUEUE_LIMIT: String(QUEUE) },
  });
});

afterAll(async () => {
  await service.stop();
  await storage.cleanup();
});

/** Every file with the time of its last change. */
async function filesUnder(folder: string): Promise<Map<string, number>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (path) => [path, (await stat(path)).mtimeMs] as const)));
}

const login = (usernameOrEmail: string, password: string) =>
  service.client.ask(LoginDocument, { input: { usernameOrEmail, password } });

const codeOf = async (usernameOrEmail: string, password: string) =>
  String((await login(usernameOrEmail, password)).errors[0]?.extensions?.['code'] ?? 'accepted');

const hashOf = async (userId: string) =>
  (await service.database.passwordHash.findUniqueOrThrow({ where: { userId } })).phc;

describe('a password at rest', () => {
  it('DR-1: is an argon2id hash at the live cost, with a salt of its own', async () => {
    const people = [await registerPerson(service.client), await registerPerson(service.client)];
    const { email } = people[0] ?? newcomer();
    await service.client.run(RequestPasswordResetDocument, { input: { email } });
    const token = await service.mailbox.token(email);
    await service.client.run(ResetPasswordDocument, { input: { token, newPassword: PASSWORD } });
    const hashes = (await service.database.passwordHash.findMany()).map(({ phc }) => phc);
    expect(hashes.length).toBeGreaterThanOrEqual(2);
    for (const phc of hashes) {
      const [, memory, time, lanes, salt = '', tag = ''] =
        /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(phc) ?? [];
      expect([memory, time, lanes].map(Number)).toEqual([19_456, 2, 1]);
      expect(Buffer.from(salt, 'base64').length).toBeGreaterThanOrEqual(16);
      expect(Buffer.from(tag, 'base64').length).toBeGreaterThanOrEqual(32);
    }
    expect(new Set(hashes.map((phc) => phc.split('$')[4])).size).toBe(hashes.length);
  });

  it('DR-1: is hashed anew at the next login where its hash is weaker, and only by the right password', async () => {
    const { email, tokens } = await registerPerson(service.client);
    const plain = await loadHashingEngine();
    const weak = await plain.hash(PASSWORD, { memoryKib: 8192, timeCost: 2, parallelism: 1 });
    const userId = tokens.user.id;
    await service.database.passwordHash.update({ where: { userId }, data: { phc: weak } });
    expect(await codeOf(email, 'Wrong1Word!!')).toBe('INVALID_CREDENTIALS');
    expect(await hashOf(userId)).toBe(weak);
    expect(await codeOf(email, PASSWORD)).toBe('accepted');
    expect(await hashOf(userId)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await codeOf(email, PASSWORD)).toBe('accepted');
  });

  it('DR-1: keeps a hash that is stronger', async () => {
    const { email, tokens } = await registerPerson(service.client);
    const strong = await (await loadHashingEngine()).hash(PASSWORD, { ...DEFAULT_COST, timeCost: 3 });
    const userId = tokens.user.id;
    await service.database.passwordHash.update({ where: { userId }, data: { phc: strong } });
    expect(await codeOf(email, PASSWORD)).toBe('accepted');
    expect(await hashOf(userId)).toBe(strong);
  });

  it.each<Record<string, string>>([
    { ARGON2_MEMORY_KIB: '8192' },
    { ARGON2_MEMORY_KIB: '19455' },
    { ARGON2_TIME_COST: '1' },
    { ARGON2_TIME_COST: '0' },
    { ARGON2_TIME_COST: '1', ARGON2_MEMORY_KIB: '47103' },
    { ARGON2_MEMORY_KIB: '8192', ARGON2_TIME_COST: '20' },
    { ARGON2_PARALLELISM: '0' },
    { ARGON2_MEMORY_KIB: 'low' },
  ])('DR-1: costs no less than the floor: %j is refused', (variables) => {
    expect(() => readConfig(variables)).toThrow(StartupError);
    expect(() => readConfig(variables)).toThrow(/ARGON2_/);
  });

  it('DR-1: may cost more', () => {
    expect(readConfig({ ARGON2_TIME_COST: '1', ARGON2_MEMORY_KIB: '47104' }).hashing.cost.timeCost).toBe(1);
    expect(readConfig({ ARGON2_MEMORY_KIB: '65536' }).hashing.cost.memoryKib).toBe(65_536);
  });

  it('DR-1: does not open by what is stored', async () => {
    const { email, tokens } = await registerPerson(service.client);
    // What a thief has read in the database is no secret to be looked for there.
    const refusal = await new Client(service.client.url).refusal(LoginDocument, {
      input: { usernameOrEmail: email, password: await hashOf(tokens.user.id) },
    });
    expect(refusal.code).toBe('INVALID_CREDENTIALS');
  });
});

describe('the database', () => {
  /** Does everything that people do and keeps every secret that was told on the way. */
  async function liveThroughEverything(): Promise<{
    secrets: Record<string, string | Buffer>;
    known: string;
  }> {
    const { client, mailbox } = service;
    // A password of the policy's kind that is long enough to be looked for.
    const secret = () => `aA1!${canary()}`;
    const [first, second, third, wrong, fingerprint] = [secret(), secret(), secret(), secret(), canary()];
    const input = newcomer({ password: first, deviceFingerprint: fingerprint });
    const { register } = await client.run(RegisterDocument, { input });
    await login(input.email, wrong);
    const loggedIn = await client.run(LoginDocument, {
      input: { usernameOrEmail: input.username, password: first, deviceFingerprint: fingerprint },
    });
    const refreshed = await client.run(RefreshTokenDocument, {
      input: { refreshToken: loggedIn.login.refreshToken },
    });
    await client.as(register.accessToken).run(ChangePasswordDocument, {
      input: { currentPassword: first, newPassword: second },
    });
    const requested = [];
    for (const _time of [1, 2]) {
      await client.run(RequestPasswordResetDocument, { input: { email: input.email } });
      requested.push(await mailbox.token(input.email, requested.length + 1));
    }
    const [unused = '', used = ''] = requested;
    await client.run(ResetPasswordDocument, { input: { token: used, newPassword: third } });
    await client.run(RequestPasswordResetDocument, { input: { email: input.email } });
    const pending = await mailbox.token(input.email, 3);
    const last = await client.run(LoginDocument, {
      input: { usernameOrEmail: input.email, password: third },
    });
    await client.as(last.login.accessToken).run(LogoutDocument, {});
    const { privateKey } = await openSigningKey(service.database, authSecret);
    const issued = [register, loggedIn.login, refreshed.refreshToken, last.login];
    const secrets: Record<string, string | Buffer> = {
      'first password': first,
      'second password': second,
      'third password': third,
      'wrong password': wrong,
      'device fingerprint': fingerprint,
      'unused link': unused,
      'used link': used,
      'pending link': pending,
      AUTH_SECRET: authSecret,
      'private key': privateKey.export({ type: 'pkcs8', format: 'der' }),
      'private number': Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url'),
    };
    for (const [index, { accessToken, refreshToken }] of issued.entries())
      for (const [kind, token] of Object.entries({ accessToken, refreshToken })) {
        secrets[`${kind} ${index}`] = token;
        secrets[`signature of ${kind} ${index}`] = Buffer.from(token.split('.')[2] ?? '', 'base64url');
      }
    return { secrets, known: input.username };
  }

  function found(haystack: Buffer, secrets: Readonly<Record<string, string | Buffer>>): string[] {
    return Object.entries(secrets).flatMap(([name, secret]) =>
      spellings(secret).some((form) => haystack.includes(form)) ? [name] : [],
    );
  }

  it('DR-2: holds no secret that was ever told, in no row and in no file', async () => {
    const { secrets, known } = await liveThroughEverything();
    const rows = Buffer.from(await dumpOf(service.database));
    expect(rows.includes(known)).toBe(true);
    expect(found(rows, secrets)).toEqual([]);

    await service.database.$executeRaw`CHECKPOINT`;
    const after = await filesUnder(storage.dataDir);
    const changed = [...after].filter(([path, at]) => before.get(path) !== at).map(([path]) => path);
    const inFiles: string[] = [];
    let sawKnown = false;
    for (const path of changed) {
      const content = await readFile(path);
      sawKnown ||= content.includes(known);
      inFiles.push(...found(content, secrets).map((name) => `${name} in ${path}`));
    }
    // The files were really read: what is no secret is in them.
    expect(sawKnown).toBe(true);
    expect(inFiles).toEqual([]);
  });

  it('DR-2: would be found out: a secret that is stored is found, in each of its spellings', () => {
    const secret = canary();
    for (const form of spellings(secret))
      expect(found(Buffer.concat([Buffer.from('xy'), form, Buffer.from('z')]), { secret })).toEqual([
        'secret',
      ]);
    for (const offset of [0, 1, 2, 3]) {
      const packed = Buffer.from(`${'x'.repeat(offset)}${secret}yyy`).toString('base64');
      expect(found(Buffer.from(packed), { secret })).toEqual(['secret']);
    }
  });
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
    const start = compose(config, {
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

    const other = await startService({ edges: { authSecret } });
    const { kid } = await openSigningKey(other.database, authSecret);
    expect(kid).not.toBe((await openSigningKey(service.database, authSecret)).kid);
    await other.stop();
  });
});

describe('each key', () => {
  const derive = (label: string, secret = authSecret) =>
    Buffer.from(hkdfSync('sha256', secret, '', `latchkey/${label}`, 32));

  it('CK-5: is for one purpose: no other key of the same secret, nor the secret, opens what it sealed', async () => {
    const { kid, sealedPrivateKey } = await service.database.signingKey.findFirstOrThrow();
    const open = (key: Buffer, context = kid) =>
      new SecretBox(key, systemRandomness).open(sealedPrivateKey, context);
    expect(open(derive('signing-keys')).length).toBeGreaterThan(32);
    for (const key of [
      derive('device-fingerprints'),
      derive(''),
      authSecret,
      createHash('sha256').update(authSecret).digest(),
      derive('signing-keys', randomBytes(32)),
    ])
      expect(() => open(key)).toThrow();
  });

  it('CK-5: opens a sealed secret in its own row alone, and only whole', async () => {
    const { kid, sealedPrivateKey } = await service.database.signingKey.findFirstOrThrow();
    const { signingKeys } = deriveKeys(authSecret, systemRandomness);
    expect(() => signingKeys.open(sealedPrivateKey, `${kid}x`)).toThrow();
    for (const at of [0, 11, 12, 40, sealedPrivateKey.length - 17, sealedPrivateKey.length - 1]) {
      const damaged = Uint8Array.from(sealedPrivateKey);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(() => signingKeys.open(damaged, kid)).toThrow();
    }
    for (const length of [0, 12, 28, sealedPrivateKey.length - 1])
      expect(() => signingKeys.open(sealedPrivateKey.subarray(0, length), kid)).toThrow();
  });

  it('CK-5: a device is known by a digest that nobody makes without its key', async () => {
    const fingerprint = canary();
    const { tokens } = await registerPerson(service.client, { deviceFingerprint: fingerprint });
    const [device] = await service.database.device.findMany({ where: { userId: tokens.user.id } });
    const digest = Buffer.from(device?.digest ?? []);
    const hmac = (key: Buffer) => createHmac('sha256', key).update(fingerprint).digest();
    expect(digest).toEqual(hmac(derive('device-fingerprints')));
    for (const key of [authSecret, derive('signing-keys')]) expect(digest).not.toEqual(hmac(key));
    expect(digest).not.toEqual(createHash('sha256').update(fingerprint).digest());
  });
});

describe('five hundred logins at once', () => {
  it('DO-1: run a bounded number of verifications, are told to come back, and block nobody else', async () => {
    const { email } = await registerPerson(service.client);
    engine.forget();
    let pending = true;
    const storm = Promise.all(
      Array.from({ length: 500 }, (_, index) =>
        login(index % 2 === 0 ? email : `${index}@example.com`, index % 2 === 0 ? PASSWORD : 'Wrong1Word!!'),
      ),
    ).finally(() => {
      pending = false;
    });
    const waits: number[] = [];
    while (pending) {
      const startedAt = performance.now();
      const { text } = await service.client.raw('{ __typename }');
      expect(text.trim()).toBe('{"data":{"__typename":"Query"}}');
      expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
      if (pending) waits.push(performance.now() - startedAt);
    }
    const answers = await storm;
    const codes = answers.map(({ errors }) => String(errors[0]?.extensions?.['code'] ?? 'accepted'));
    const count = (code: string) => codes.filter((one) => one === code).length;
    expect(engine.mostAtOnce()).toBeLessThanOrEqual(CONCURRENCY);
    expect(count('SERVER_BUSY')).toBeGreaterThan(0);
    expect(count('SERVER_BUSY') + count('accepted') + count('INVALID_CREDENTIALS')).toBe(500);
    expect(engine.verifications).toHaveLength(500 - count('SERVER_BUSY'));
    expect(count('accepted') + count('INVALID_CREDENTIALS')).toBeGreaterThanOrEqual(CONCURRENCY + QUEUE);
    for (const { errors } of answers.filter((_answer, index) => codes[index] === 'SERVER_BUSY'))
      expect(errors[0]?.extensions).toMatchObject({ status: 503, retryAfter: expect.any(Number) });
    // Answered while the storm was on, and soon: on a busy machine too.
    expect(waits.length).toBeGreaterThan(0);
    expect([...waits].sort((a, b) => a - b)[Math.floor(waits.length / 2)]).toBeLessThan(1000);
    expect(await codeOf(email, PASSWORD)).toBe('accepted');
  });

  it('DO-1: and everything else that hashes stands in the same queue', async () => {
    engine.forget();
    const { client, mailbox } = service;
    const person = await registerPerson(client);
    await client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const token = await mailbox.token(person.email);
    await Promise.all([
      ...Array.from({ length: 30 }, () => client.ask(RegisterDocument, { input: newcomer() })),
      ...Array.from({ length: 30 }, () =>
        client.ask(ResetPasswordDocument, { input: { token, newPassword: 'Another1Word!' } }),
      ),
      ...Array.from({ length: 30 }, () =>
        client.ask(
          ChangePasswordDocument,
          { input: { currentPassword: PASSWORD, newPassword: 'Third1Word!!' } },
          { token: person.tokens.accessToken },
        ),
      ),
    ]);
    expect(engine.mostAtOnce()).toBeLessThanOrEqual(CONCURRENCY);
    expect(engine.hashes.length + engine.verifications.length).toBeGreaterThan(CONCURRENCY);
  });
});
