import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './process.js';
import { PGBOUNCER, programEnvironment } from './programs.js';

export interface PgBouncer {
  /** The same database, through the pooler. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface PgBouncerOptions {
  readonly mode?: 'session' | 'transaction';
  /** Settings of a session that it drops instead of refusing the connection. */
  readonly ignored?: readonly string[];
  readonly poolSize?: number;
}

/** PgBouncer refuses to run as root. */
const NOBODY = 65_534;

/** Debian's PgBouncer in front of the server of a database. */
export async function startPgBouncer(
  databaseUrl: string,
  { mode = 'transaction', ignored = [], poolSize = 4 }: PgBouncerOptions = {},
): Promise<PgBouncer> {
  const target = new URL(databaseUrl);
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-pgbouncer-'));
  await chmod(folder, 0o755);
  const file = join(folder, 'pgbouncer.ini');
  const { hostname, username, password } = target;
  const server = { host: hostname, port: target.port || '5432', user: username, password };
  const words = Object.entries(server).flatMap(([key, value]) =>
    value === '' ? [] : [`${key}=${decodeURIComponent(value)}`],
  );
  const settings = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'any',
    pool_mode: mode,
    default_pool_size: poolSize,
    ignore_startup_parameters: ['extra_float_digits', ...ignored].join(','),
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${value}`);
  await writeFile(file, `[databases]\n* = ${words.join(' ')}\n[pgbouncer]\n${lines.join('\n')}\n`);
  const owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const child = spawn(PGBOUNCER.name, ['-q', file], {
    env: programEnvironment,
    stdio: 'ignore',
    ...owner,
  });
  // A test that fails before it stops the pooler must not keep the run from ending.
  child.unref();
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  await answering(port, child);
  return {
    url: Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: String(port) }).href,
    stop: async () => {
      process.off('exit', kill);
      const exited = once(child, 'exit');
      kill();
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}

async function answering(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200 && child.exitCode === null; tries++) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen) return;
    await pause(25);
  }
  throw new Error('PgBouncer does not answer');
}
