import { existsSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ChangePasswordDocument,
  LoginDocument,
  MeDocument,
  RegisterDocument,
} from '../../../src/generated/client/operations.js';
import { openDatabase } from '../../../src/platform/database/open.js';
import { RecordingLog } from '../../support/adapters.js';
import { createTestStorage, newFolder, silentLog } from '../../support/database.js';
import { codesOf, outcomesAtOnce, pause } from '../../support/outcomes.js';
import { logIn, newcomer, registerPerson } from '../../support/people.js';
import { describeEmbedded } from '../../support/process.js';
import { startService, type TestService } from '../../support/service.js';

const MIB = 1024 ** 2;
/** Longer than the service takes to check the disk again, also on a busy machine. */
const LIMIT = 60_000;

/** A disk as the system would tell of it. */
class ToldDisk {
  free = 1024 * MIB;
  readonly freeBytes = async () => this.free;
}

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = Date.now() + LIMIT; Date.now() < end; await pause(20)) if (await condition()) return;
  throw new Error('It did not come to that in time');
}

describeEmbedded('a service whose disk becomes full', () => {
  const disk = new ToldDisk();
  const log = new RecordingLog();
  let service: TestService;
  let cleanup: () => Promise<void>;
  const sentences = () => log.lines.map(({ level, sentence }) => `${level}: ${sentence}`);
  const readiness = async () => (await fetch(`${service.url}/readyz`)).status;

  beforeAll(async () => {
    const storage = await createTestStorage('embedded');
    cleanup = storage.cleanup;
    const database = await openDatabase(storage.storage, log, { freeBytes: disk.freeBytes });
    service = await startService({
      adapters: { database },
      dataDir: storage.dataDir,
      env: { RATE_LIMITS: 'on' },
    });
  });
  afterAll(async () => {
    await service.stop();
    await cleanup();
  });
  afterEach(async () => {
    disk.free = 1024 * MIB;
    await until(async () => (await readiness()) === 200);
    log.lines.length = 0;
  });

  async function fill(): Promise<void> {
    disk.free = 31 * MIB;
    await until(async () => (await readiness()) === 503);
  }

  it('refuses what writes, answers what reads, and tells its operator once', async () => {
    const person = await registerPerson(service.client);
    await fill();
    const answers = [
      await service.client.ask(RegisterDocument, { input: newcomer() }),
      await service.client.ask(LoginDocument, {
        input: { usernameOrEmail: person.email, password: person.password },
      }),
    ];
    expect(answers.map(codesOf)).toEqual([['SERVICE_UNAVAILABLE'], ['SERVICE_UNAVAILABLE']]);

    const { me } = await service.client.as(person.tokens.accessToken).run(MeDocument, {});
    expect(me?.username).toBe(person.username);
    for (const path of ['/healthz', '/.well-known/jwks.json'])
      expect((await fetch(`${service.url}${path}`)).status).toBe(200);
    expect(await (await fetch(`${service.url}/readyz`)).json()).toEqual({
      status: 'unavailable',
      reason: 'disk full',
    });
    expect(sentences()).toEqual(['error: disk full, writes refused']);
  });

  it('lets nobody guess a password without a limit', async () => {
    const { tokens } = await registerPerson(service.client);
    await fill();
    const guess = (index: number) =>
      service.client.ask(
        ChangePasswordDocument,
        { input: { currentPassword: `Wrong!guess${index}`, newPassword: 'weak' } },
        { token: tokens.accessToken },
      );
    const codes: string[][] = [];
    for (let index = 0; index < 6; index++) codes.push(codesOf(await guess(index)));
    expect(codes).toEqual([...Array.from({ length: 5 }, () => ['SERVICE_UNAVAILABLE']), ['RATE_LIMITED']]);

    const name = newcomer().email;
    const logInCodes: string[][] = [];
    for (let index = 0; index < 6; index++)
      logInCodes.push(
        codesOf(
          await service.client.ask(LoginDocument, {
            input: { usernameOrEmail: name, password: `Wrong!guess${index}` },
          }),
        ),
      );
    expect(logInCodes).toEqual(codes);
  });

  it('writes again without a restart, when there is clearly more room', async () => {
    await fill();
    log.lines.length = 0;
    disk.free = 40 * MIB;
    await pause(1500);
    expect(await readiness()).toBe(503);
    disk.free = 50 * MIB;
    await until(async () => (await readiness()) === 200);
    await registerPerson(service.client);
    expect(sentences()).toEqual(['info: disk has room again, writes accepted']);
  });

  it('keeps all that it acknowledged while that happened', async () => {
    const inputs = Array.from({ length: 16 }, () => newcomer());
    const registered = outcomesAtOnce(16, (index) =>
      service.client.ask(RegisterDocument, { input: inputs[index] ?? newcomer() }),
    );
    await fill();
    const { won, codes } = await registered;
    expect(won.length + codes.filter((code) => code === 'SERVICE_UNAVAILABLE').length).toBe(16);
    disk.free = 1024 * MIB;
    await until(async () => (await readiness()) === 200);
    for (const { index, data } of won) {
      const input = inputs[index] ?? newcomer();
      await logIn(service.client, { ...input, tokens: data.register });
    }
  });

  it('makes room itself, by letting go of a log that is no longer needed', async () => {
    await service.database.$executeRaw`SELECT pg_switch_wal()`;
    const oldest = () =>
      service.database.$queryRaw<{ name: string }[]>`SELECT min(name) AS name FROM pg_ls_waldir()`;
    const [before] = await oldest();
    disk.free = 60 * MIB;
    await until(async () => (await oldest())[0]?.name !== before?.name);
    expect(await readiness()).toBe(200);
  });
});

describeEmbedded('an embedded database without enough room to start', () => {
  const open = (dataDir: string, free: number) =>
    openDatabase({ kind: 'embedded', dataDir }, silentLog, { freeBytes: async () => free });

  it('says how much is needed, before it makes anything', async () => {
    const dataDir = newFolder();
    await mkdir(dataDir);
    await expect(open(dataDir, 60 * MIB)).rejects.toThrow(
      `The disk that holds ${dataDir} is too full: 64 MiB must be free there. Make room and try again.`,
    );
    expect(existsSync(join(dataDir, 'reserve'))).toBe(false);
    await expect(open(dataDir, 90 * MIB)).rejects.toThrow('is too full: 96 MiB must be free there.');
    expect(existsSync(join(dataDir, 'database'))).toBe(false);
  });

  it('needs less when it has its reserve, which is a real file that nobody else can read', async () => {
    const { dataDir, cleanup } = await createTestStorage('embedded');
    const { size, mode, blocks } = await stat(join(dataDir, 'reserve'));
    expect([size, mode & 0o777]).toEqual([32 * MIB, 0o600]);
    expect(blocks * 512).toBeGreaterThanOrEqual(32 * MIB);
    await expect(open(dataDir, 31 * MIB)).rejects.toThrow('32 MiB must be free there.');
    await (await open(dataDir, 33 * MIB)).close();
    await cleanup();
  });

  it('does not rewrite its tables to forget what was deleted', async () => {
    const disk = new ToldDisk();
    const { storage, cleanup } = await createTestStorage('embedded');
    const database = await openDatabase(storage, silentLog, { freeBytes: disk.freeBytes });
    disk.free = 32 * MIB;
    await expect(database.forget(['users'])).rejects.toThrow('is too full');
    disk.free = 1024 * MIB;
    await database.forget(['users']);
    await database.close();
    await cleanup();
  });
});
