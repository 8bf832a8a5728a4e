import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from './connection.js';
import { requireSuccess } from './requests.js';

export interface ServerOptions {
  readonly script: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Where its log goes. */
  readonly folder: string;
  /** It is up when it answers this with success. */
  readonly firstRequest: Buffer;
}

const START_LIMIT_MS = 60_000;

/** A server in a process of its own, with nothing of this process's environment but what finds programs. */
export class ServerProcess {
  private constructor(
    readonly port: number,
    /** From the start of the process to its first answer. */
    readonly startMs: number,
    private readonly child: ChildProcess,
  ) {}

  static async start({ script, environment, folder, firstRequest }: ServerOptions): Promise<ServerProcess> {
    const port = await findFreePort();
    const log = openSync(join(folder, `${port}.log`), 'a');
    const startedAt = performance.now();
    const child = spawn(process.execPath, [script], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...environment, PORT: String(port) },
      stdio: ['ignore', 'ignore', log],
    });
    closeSync(log);
    // However this process ends, it leaves no server behind.
    const kill = () => child.kill();
    process.once('exit', kill);
    child.once('exit', () => process.off('exit', kill));
    await untilAnswered(port, firstRequest, child, join(folder, `${port}.log`));
    return new ServerProcess(port, performance.now() - startedAt, child);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
  }

  /** @returns processor time spent so far in all threads, in milliseconds; null where the system does not tell */
  processorMs(): number | null {
    const text = read(`/proc/${this.child.pid}/stat`);
    if (!text) return null;
    // The name of the program, in parentheses, may hold spaces.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }

  /** @returns resident memory in MiB, now and at its peak; null where the system does not tell */
  memory(): { now: number; peak: number } | null {
    const text = read(`/proc/${this.child.pid}/status`);
    const kib = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text ?? '')?.[1]);
    return text === null ? null : { now: kib('VmRSS') / 1024, peak: kib('VmHWM') / 1024 };
  }
}

async function untilAnswered(port: number, request: Buffer, child: ChildProcess, log: string): Promise<void> {
  for (const limit = performance.now() + START_LIMIT_MS; performance.now() < limit; await sleep(5)) {
    if (child.exitCode !== null) throw new Error(`A server ended at its start:\n${read(log)}`);
    const connection = await Connection.open(port).catch(() => null);
    if (connection === null) continue;
    requireSuccess(await connection.send(request));
    connection.close();
    return;
  }
  child.kill();
  throw new Error('A server did not answer in time');
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
