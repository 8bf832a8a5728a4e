import { once } from 'node:events';

import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { StartupError } from '../../../src/core/errors.js';
import { isUnavailable } from '../../../src/platform/database/constraint.js';
import { openDatabase } from '../../../src/platform/database/open.js';
import {
  administer,
  createEmptyPostgresql,
  createTestStorage,
  databaseOf,
  STORAGE_KINDS,
  silentLog,
  terminateConnections,
} from '../../support/database.js';
import { newUser } from './rows.js';

describe('a PostgreSQL that cannot be reached', () => {
  const open = (url: string) => openDatabase({ kind: 'postgresql', url }, silentLog);

  it.each([
    ['nobody listens', 'postgresql://someone:hunter2@127.0.0.1:1/accounts', '127.0.0.1:1/accounts'],
    ['the address is none', 'accounts', 'DATABASE_URL must be an address'],
    ['the address is half of one', 'postgresql://someone:hunter2@[::/accounts', 'DATABASE_URL must be'],
  ])('is refused in a sentence without its password when %s', async (_case, url, words) => {
    const refusal = await open(url).catch((error: Error) => error);
    expect(refusal).toBeInstanceOf(StartupError);
    expect((refusal as Error).message).toContain(words);
    expect(JSON.stringify([refusal, (refusal as Error).stack])).not.toContain('hunter2');
  });

  it('is given up on when it accepts and never answers', async () => {
    const silence = createServer().listen(0, '127.0.0.1');
    await once(silence, 'listening');
    const began = performance.now();
    await expect(open(`postgresql://someone:hunter2@127.0.0.1:${portOf(silence)}/x`)).rejects.toThrow(
      StartupError,
    );
    expect(performance.now() - began).toBeLessThan(20_000);
    silence.close();
  });
});

if (STORAGE_KINDS.includes('postgresql')) {
  describe('a PostgreSQL', () => {
    it('is not served from while it lacks a migration', async () => {
      const url = await createEmptyPostgresql();
      const refusal = openDatabase({ kind: 'postgresql', url }, silentLog);
      await expect(refusal).rejects.toThrow(StartupError);
      await expect(refusal).rejects.toThrow('npx latchkey migrate');
    });

    it('is found again after every connection was ended, without a restart', async () => {
      const { storage, cleanup } = await createTestStorage('postgresql');
      const database = await openDatabase(storage, silentLog);
      const { client } = database;
      await Promise.all(Array.from({ length: 8 }, () => client.user.count()));
      const inFlight = client.$queryRaw`SELECT 1 FROM pg_sleep(4)`;
      const within = client.$transaction(async (tx) => {
        await tx.user.create({ data: newUser({}) });
        await new Promise((resolve) => setTimeout(resolve, 500));
      });
      const failures = Promise.allSettled([inFlight, within]);
      await new Promise((resolve) => setTimeout(resolve, 200));
      await terminateConnections((storage as { url: string }).url);
      for (const failure of await failures) {
        expect(failure.status === 'rejected' && isUnavailable(failure.reason)).toBe(true);
      }
      expect(await client.user.count()).toBe(0);
      await database.check();
      await database.close();
      await cleanup();
    });

    it('that stops answering fails what waits for it, and no later write is lost in what was open', async () => {
      const { storage, cleanup } = await createTestStorage('postgresql');
      const line = await openLine((storage as { url: string }).url);
      const options = { maxConnections: 1 };
      const database = await openDatabase({ kind: 'postgresql', url: line.url }, silentLog, options);
      const interrupted = database.client.$transaction(async (tx) => {
        await tx.user.create({ data: newUser({}) });
        line.hold();
        await tx.user.count();
      });
      expect(await unavailable(interrupted)).toBe(true);
      line.resume();
      const later = newUser({});
      await database.client.user.create({ data: later });
      const witness = await openDatabase(storage, silentLog);
      expect(await witness.client.user.findMany({ select: { id: true } })).toEqual([{ id: later.id }]);
      await Promise.all([database.close(), witness.close()]);
      line.close();
      await cleanup();
    });

    it('answers with an error while it takes no connections, and serves when it does again', async () => {
      const { storage, cleanup } = await createTestStorage('postgresql');
      const { url } = storage as { url: string };
      const database = await openDatabase(storage, silentLog);
      await administer(`ALTER DATABASE ${databaseOf(url)} ALLOW_CONNECTIONS false`);
      await terminateConnections(url);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await unavailable(database.client.user.count())).toBe(true);
      expect(await unavailable(database.client.$transaction((tx) => tx.user.count()))).toBe(true);
      await expect(database.check()).rejects.toThrow();
      await administer(`ALTER DATABASE ${databaseOf(url)} ALLOW_CONNECTIONS true`);
      expect(await database.client.user.count()).toBe(0);
      await database.close();
      await cleanup();
    });
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Whether it fails, and in the way that promises better times. */
async function unavailable(action: Promise<unknown>): Promise<boolean> {
  return action.then(() => false, isUnavailable);
}

/** A line to a PostgreSQL that can be held: what either side says then arrives when it is resumed. */
async function openLine(url: string) {
  const target = new URL(url);
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(Number(target.port || 5432), target.hostname);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.pipe(far).pipe(near);
    sockets.push(near, far);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const held = new URL(url);
  held.host = `127.0.0.1:${portOf(server)}`;
  return {
    url: held.href,
    hold: () => {
      for (const socket of sockets) socket.unpipe();
    },
    resume: () => {
      for (let at = 0; at < sockets.length; at += 2)
        sockets[at]?.pipe(sockets[at + 1] as Socket).pipe(sockets[at] as Socket);
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
