import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { MeDocument, RegisterDocument } from '../../src/generated/client/operations.js';
import { jsonLines, manyUsers } from '../operator/import-export/operator-environment.js';
import { codesOf, pause } from '../support/outcomes.js';
import { logIn, newcomer, type Person, registerPerson } from '../support/people.js';
import {
  preparedFolder,
  type RefusedStart,
  type RunningProcess,
  runToEnd,
  startCommand,
  startProcess,
} from '../support/process.js';
import { describeWithDisks, MIB, SmallDisk } from '../support/small-disk.js';

const KIB = 1024;
/** Bytes that another program leaves: none, a few pages, less than a segment of the log, and just above the limit. */
const LEFT = [0, 300 * KIB, 10 * MIB, 33 * MIB];
/** Nothing that is alive takes longer to answer or to end, on a machine that does much else. */
const ALIVE = 20_000;

const FULL = /full/;

/** What came of a command: never a process that hangs. */
async function outcomeOf(words: readonly string[], dataDir: string): Promise<RefusedStart> {
  const child = await startCommand(words, { env: { DATA_DIR: dataDir } });
  const timer = setTimeout(() => child.kill('SIGKILL'), 3 * ALIVE);
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('Both are pipes');
  const [[code, signal], out, err] = await Promise.all([once(child, 'close'), text(stdout), text(stderr)]);
  clearTimeout(timer);
  return { code, signal, stdout: out, stderr: err };
}

async function ready(service: RunningProcess): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${service.url}/readyz`, { signal: AbortSignal.timeout(ALIVE) });
  return { status: answer.status, body: await answer.json() };
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + ALIVE; Date.now() < end; await pause(100)) if (await condition()) return;
  throw new Error('It did not come to that in time');
}

/** Registers until it is told otherwise. */
class ConcurrentClients {
  readonly acknowledged: Person[] = [];
  readonly codes = new Set<string>();
  #stopped = false;
  #running: Promise<void>;

  constructor(service: RunningProcess) {
    this.#running = this.#run(service);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #run({ client }: RunningProcess): Promise<void> {
    while (!this.#stopped) {
      const input = newcomer();
      // A process that has ended with a message answers nobody.
      const answer = await client.ask(RegisterDocument, { input }).catch(() => null);
      if (answer?.data?.register) this.acknowledged.push({ ...input, tokens: answer.data.register });
      else if (answer !== null) for (const code of codesOf(answer)) this.codes.add(code);
      await pause(20);
    }
  }
}

describeWithDisks()('on a disk that is full', () => {
  let disk: SmallDisk;
  beforeEach(() => {
    disk = new SmallDisk(220);
  });
  afterEach(() => disk.remove());

  describe.each(LEFT)('but for %i bytes', (left) => {
    it.each(['with its reserve', 'without its reserve'])(
      'a start %s serves or says why it cannot',
      async (reserve) => {
        disk.bring(await preparedFolder());
        if (reserve === 'without its reserve') rmSync(join(disk.dataDir, 'reserve'));
        disk.leave(left);
        const env = { DATA_DIR: disk.dataDir };
        const service = await startProcess(env).catch((error: Error) => error.message);
        if (typeof service === 'string') expect(service).toMatch(FULL);
        else {
          service.signal('SIGTERM');
          expect(await service.exited).toEqual({ code: 0, signal: null });
        }
        disk.makeRoom();
        const next = await startProcess(env);
        await registerPerson(next.client);
        await next.kill();
      },
    );

    it('a first start serves or says why it cannot, and leaves nothing that hinders the next', async () => {
      disk.leave(left);
      const env = { DATA_DIR: disk.dataDir };
      const { code, stderr } = await runToEnd(env);
      expect(code).toBe(1);
      expect(stderr).toMatch(FULL);
      disk.makeRoom();
      const next = await startProcess(env);
      await registerPerson(next.client);
      await next.kill();
    });

    it('a service refuses writes, goes on reading, and writes again when there is room', async () => {
      disk.bring(await preparedFolder());
      const env = { DATA_DIR: disk.dataDir };
      const service = await startProcess(env);
      const person = await registerPerson(service.client);
      const people = new ConcurrentClients(service);
      await until(async () => people.acknowledged.length > 2);
      disk.leave(left);
      if (left < 32 * MIB) {
        await until(async () => (await ready(service)).status === 503);
        expect((await ready(service)).body).toEqual({ status: 'unavailable', reason: 'disk full' });
        const answer = await service.client.ask(RegisterDocument, { input: newcomer() });
        expect(codesOf(answer)).toEqual(['SERVICE_UNAVAILABLE']);
      }
      const me = await service.client.as(person.tokens.accessToken).run(MeDocument, {});
      expect(me.me?.username).toBe(person.username);
      expect((await fetch(`${service.url}/.well-known/jwks.json`)).status).toBe(200);
      disk.makeRoom();
      await until(async () => (await ready(service)).status === 200);
      await registerPerson(service.client);
      await people.stop();
      expect([...people.codes].filter((code) => code !== 'SERVICE_UNAVAILABLE')).toEqual([]);
      const told = (sentence: string) => service.log().filter(({ msg }) => msg === sentence).length;
      expect(told('disk full, writes refused')).toBe(left < 32 * MIB ? 1 : 0);
      expect(told('disk has room again, writes accepted')).toBe(left < 32 * MIB ? 1 : 0);

      disk.leave(left);
      await pause(1500);
      service.signal('SIGTERM');
      expect(await service.exited).toEqual({ code: 0, signal: null });
      disk.makeRoom();
      const next = await startProcess(env);
      for (const one of people.acknowledged) await logIn(next.client, one);
      await next.kill();
    });

    it('an import and an export are done or say why not, and are done when there is room', async () => {
      disk.bring(await preparedFolder());
      const file = await jsonLines(manyUsers(20_000));
      disk.leave(32 * MIB + left);
      const first = await outcomeOf(['users', 'import', file], disk.dataDir);
      expect(first.signal).toBeNull();
      if (first.code !== 0) expect(first.stderr).toMatch(FULL);
      disk.leave(left);
      const exported = await outcomeOf(['users', 'export'], disk.dataDir);
      expect(exported.signal).toBeNull();
      if (exported.code !== 0) expect(exported.stderr).toMatch(FULL);
      disk.makeRoom();
      expect((await outcomeOf(['users', 'import', file], disk.dataDir)).code).toBe(0);
      const all = await outcomeOf(['users', 'export'], disk.dataDir);
      expect(all.stdout.trim().split('\n')).toHaveLength(20_000);
    });
  });

  it('an import ends with a message when another program takes all room at once, again and again', async () => {
    disk.bring(await preparedFolder());
    const file = await jsonLines(manyUsers(60_000));
    const free = disk.free;
    /** What comes of an import while the other program takes all, once so much has been written. */
    const whileTaken = async (written: number): Promise<RefusedStart> => {
      const other = setInterval(() => {
        if (free - disk.free >= written) disk.leave(0);
      }, 2);
      try {
        return await outcomeOf(['users', 'import', file], disk.dataDir);
      } finally {
        clearInterval(other);
        disk.makeRoom();
      }
    };
    const taken = await whileTaken(0);
    expect(taken).toMatchObject({ code: 1, signal: null, stderr: expect.stringMatching(FULL) });
    // What the reserve gives back is taken as well.
    const cut = await whileTaken(20 * MIB);
    expect(cut).toMatchObject({ code: 1, signal: null, stderr: expect.stringMatching(FULL) });
    const rest = await outcomeOf(['users', 'import', file], disk.dataDir);
    expect(rest).toMatchObject({ code: 0, stdout: expect.stringContaining('of an earlier run') });
    const all = await outcomeOf(['users', 'export'], disk.dataDir);
    expect(all.stdout.trim().split('\n')).toHaveLength(60_000);
  });
});
