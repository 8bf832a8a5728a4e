import { systemRandomness } from '../../src/core/randomness.js';
import {
  LoginDocument,
  RefreshTokenDocument,
  RegisterDocument,
} from '../../src/generated/client/operations.js';
import { DataFolder } from '../../src/platform/database/data-folder.js';
import { openDatabase } from '../../src/platform/database/open.js';
import type { Client } from '../support/client.js';
import { silentLog } from '../support/database.js';
import { codesOf, pause, times } from '../support/outcomes.js';
import {
  describeEmbedded,
  freePort,
  preparedFolder,
  type RunningProcess,
  startProcess,
} from '../support/process.js';
import { Load, opens } from './load.js';

/** More of them by CRASHES: each takes seconds. */
const KILLS = Number(process.env['CRASHES'] ?? 4);
const PARALLEL = 32;
/** Accounts that are acknowledged before each kill, at the least: on any machine, and not many more on a quick one. */
const ENOUGH = 12;

/** In portions, so that the queue of password hashes is never full. */
async function portions<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  for (let i = 0; i < items.length; i += PARALLEL)
    await Promise.all(items.slice(i, i + PARALLEL).map((item) => act(item)));
}

async function expectAccounts(client: Client, load: Load): Promise<void> {
  const missing: string[] = [];
  await portions(load.accounts, async ({ email, password }) => {
    if (!(await opens(client, email, password))) missing.push(email);
  });
  expect(missing).toEqual([]);
}

/** A registration whose answer was lost made a whole account or none. */
async function expectWholeOrNothing(client: Client, load: Load): Promise<{ made: number }> {
  let made = 0;
  await portions(load.cut, async (input) => {
    const codes = codesOf(await client.ask(RegisterDocument, { input }));
    if (codes.length > 0) {
      expect(codes).toEqual(['USERNAME_TAKEN']);
      made += 1;
    }
    const { login } = await client.run(LoginDocument, {
      input: { usernameOrEmail: input.email, password: input.password },
    });
    expect(login.user.username).toBe(input.username);
  });
  return { made };
}

async function expectSessions(client: Client, load: Load): Promise<void> {
  await portions(load.chains, async (chain) => {
    const { refreshToken } = await client.run(RefreshTokenDocument, {
      input: { refreshToken: chain.refreshToken },
    });
    chain.refreshToken = refreshToken.refreshToken;
  });
  await portions(load.loggedOut, async (refreshToken) => {
    const answer = await client.ask(RefreshTokenDocument, { input: { refreshToken } });
    expect(codesOf(answer)).toEqual(['TOKEN_INVALID']);
  });
}

async function expectPasswords(client: Client, load: Load): Promise<void> {
  await portions(load.changers, async (changer) => {
    const [old, changed] = await Promise.all([
      opens(client, changer.email, changer.password),
      opens(client, changer.email, changer.attempted),
    ]);
    expect([old, changed].filter(Boolean)).toHaveLength(changer.password === changer.attempted ? 2 : 1);
    if (changed) changer.password = changer.attempted;
  });
}

/** Until it has acknowledged so much that there is something to lose; how much more it has begun is left to chance. */
async function midwayThrough(load: Load): Promise<void> {
  while (load.accounts.length < ENOUGH) await pause(5);
  await pause(Math.random() * 300);
}

function forgetWhatWasSeen(load: Load): void {
  load.accounts.length = 0;
  load.cut.length = 0;
  load.loggedOut.length = 0;
}

describeEmbedded(`a service that is killed ${KILLS} times in the middle of its work`, () => {
  let dataDir: string;
  const load = new Load();
  const totals = { accounts: 0, cut: 0, made: 0, loggedOut: 0, refreshes: 0, starts: [] as number[] };
  let env: Record<string, string>;

  async function start(): Promise<RunningProcess> {
    const startedAt = performance.now();
    const service = await startProcess(env);
    totals.starts.push(Math.round(performance.now() - startedAt));
    return service;
  }

  beforeAll(async () => {
    dataDir = await preparedFolder();
    env = {
      DATA_DIR: dataDir,
      // The same one each time: it is part of the name of who issued the tokens.
      PORT: String(await freePort()),
      LOG_LEVEL: 'error',
      REFRESH_GRACE: '30s',
      ACCESS_TOKEN_TTL: '1d',
    };
  }, 300_000);

  it('has lost nothing that it acknowledged, and left nothing half-made, after each start', async () => {
    let service = await start();
    await load.prepare(service.client);
    for (const _ of times(KILLS, 0)) {
      const working = load.run(service.client);
      await midwayThrough(load);
      await service.kill();
      await working;
      service = await start();
      await expectAccounts(service.client, load);
      const { made } = await expectWholeOrNothing(service.client, load);
      await expectSessions(service.client, load);
      await expectPasswords(service.client, load);
      totals.accounts += load.accounts.length;
      totals.cut += load.cut.length;
      totals.made += made;
      totals.loggedOut += load.loggedOut.length;
      forgetWhatWasSeen(load);
    }
    await service.kill();
    totals.refreshes = load.chains.reduce((sum, { steps }) => sum + steps, 0);
    expect(load.surprises).toEqual([]);
    expect(totals.accounts).toBeGreaterThan(KILLS);
  }, 300_000);

  it('leaves a folder in which every account has a password, every session a user', async () => {
    const folder = await DataFolder.open(dataDir, systemRandomness);
    const database = await openDatabase({ kind: 'embedded', dataDir }, silentLog);
    const [counts] = await database.client.$queryRaw<Record<string, number>[]>`
      SELECT (SELECT count(*)::int FROM users) AS users,
             (SELECT count(*)::int FROM users u LEFT JOIN password_hashes p ON p.user_id = u.id
              WHERE p.phc IS NULL) AS "withoutPassword",
             (SELECT count(*)::int FROM sessions s LEFT JOIN users u ON u.id = s.user_id
              WHERE u.id IS NULL) AS "withoutUser",
             (SELECT count(*)::int FROM signing_keys) + (SELECT count(*)::int FROM refresh_keys) AS keys`;
    await database.close();
    await folder.close();
    expect(counts).toMatchObject({ withoutPassword: 0, withoutUser: 0, keys: 2 });
    const others = load.chains.length + load.changers.length;
    expect(counts?.['users']).toBeGreaterThanOrEqual(totals.accounts + totals.loggedOut + others);
    if (process.env['LATCHKEY_TEST_NUMBERS'])
      process.stderr.write(`${JSON.stringify({ ...totals, counts })}\n`);
  }, 300_000);
});
