import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { MIGRATIONS_FOLDER } from '../../src/platform/database/migration-folder.js';
import { migratePostgresql } from '../../src/platform/database/postgresql.js';
import { freePort } from './process.js';

const run = promisify(execFile);
/** Where Debian puts the programs of a server, the newest last. */
const DEBIAN = '/usr/lib/postgresql';
const FOLDERS = existsSync(DEBIAN)
  ? readdirSync(DEBIAN)
      .sort((one, other) => Number(one) - Number(other))
      .map((version) => join(DEBIAN, version, 'bin'))
      .filter((folder) => existsSync(join(folder, 'initdb')))
  : [];
const PROGRAMS = FOLDERS.at(-1);

/** `describe` where the programs of a PostgreSQL server are installed; with REQUIRE_PROGRAMS=1 they must be. */
export const describePrivatePostgresql = chooseDescribe();

function chooseDescribe(): typeof describe {
  if (PROGRAMS !== undefined) return describe;
  const message = 'The programs of a PostgreSQL server are not installed (Debian package postgresql)';
  if (process.env['REQUIRE_PROGRAMS'] === '1') throw new Error(message);
  process.stderr.write(`Skipped: ${message}\n`);
  return describe.skip as typeof describe;
}

/** A PostgreSQL server of the test's own, whose settings it may change and whose processes it may stop. */
export class PrivatePostgresql {
  private constructor(
    private readonly folder: string,
    readonly port: number,
    readonly url: string,
  ) {}

  /** @param settings of the server, such as `{ max_connections: '50' }` */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<PrivatePostgresql> {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-postgresql-'));
    // The server refuses to run as root.
    if (process.getuid?.() === 0) await chown(folder, await postgresId('-u'), await postgresId('-g'));
    const port = await freePort();
    const server = new PrivatePostgresql(folder, port, `postgresql://postgres@127.0.0.1:${port}/postgres`);
    await server.#run('initdb', '-D', server.#data, '-U', 'postgres', '-A', 'trust', '-N', '-E', 'UTF8');
    const all = { listen_addresses: '127.0.0.1', unix_socket_directories: folder, ...settings };
    const options = Object.entries(all).map(([name, value]) => `-c ${name}='${value}'`);
    const log = join(folder, 'log');
    await server.#run(
      'pg_ctl',
      'start',
      '-w',
      '-D',
      server.#data,
      '-l',
      log,
      '-o',
      `-p ${port} ${options.join(' ')}`,
    );
    return server;
  }

  /** A migrated database on it, which is its own for each name. */
  async createDatabase(name: string): Promise<string> {
    await this.sql(`CREATE DATABASE ${name}`);
    const url = this.url.replace(/postgres$/, name);
    await migratePostgresql(url, MIGRATIONS_FOLDER);
    return url;
  }

  async sql<T extends object>(text: string): Promise<T[]> {
    const client = new pg.Client({ connectionString: this.url });
    await client.connect();
    try {
      return (await client.query<T>(text)).rows;
    } finally {
      await client.end();
    }
  }

  /** Changes a setting of the running server; an empty value is its default. */
  async configure(name: string, value: string): Promise<void> {
    await this.sql(value === '' ? `ALTER SYSTEM RESET ${name}` : `ALTER SYSTEM SET ${name} = '${value}'`);
    await this.sql('SELECT pg_reload_conf()');
  }

  /** Every process of it stops where it is, as on a machine that hangs: connections stay, and nothing is answered. */
  async freeze(): Promise<void> {
    await this.#signal('SIGSTOP');
  }

  async thaw(): Promise<void> {
    await this.#signal('SIGCONT');
  }

  async stop(): Promise<void> {
    await this.thaw();
    await this.#run('pg_ctl', 'stop', '-D', this.#data, '-m', 'immediate');
    await rm(this.folder, { recursive: true, force: true });
  }

  get #data(): string {
    return join(this.folder, 'data');
  }

  /** The first process goes first: it starts the others. */
  async #signal(signal: NodeJS.Signals): Promise<void> {
    const [first = ''] = (await readFile(join(this.#data, 'postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(first), signal);
    for (const pid of await childrenOf(Number(first))) signalIfThere(pid, signal);
  }

  async #run(program: string, ...words: string[]): Promise<void> {
    const command = join(PROGRAMS ?? '', program);
    const [file = command, ...before] =
      process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--', command] : [command];
    await run(file, [...before, ...words], { cwd: '/' });
  }
}

async function postgresId(which: '-u' | '-g'): Promise<number> {
  return Number((await run('id', [which, 'postgres'])).stdout);
}

/** A backend may have ended since it was listed. */
function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return pids.filter((_pid, index) => / \w (\d+) /.exec(parents[index] ?? '')?.[1] === String(parent));
}
