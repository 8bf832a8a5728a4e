import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { build, COMMAND_LINE, MAIN } from './build.js';
import { Client } from './client.js';
import { createTestStorage } from './database.js';
import { SecretScan } from './secret-scan.js';

const READY_LINE = /^Latchkey is ready: (.*)$/m;
const START_LIMIT = 60_000;

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A service in a process of its own, ready to serve. */
export interface RunningProcess {
  readonly url: string;
  readonly port: number;
  readonly client: Client;
  readonly exited: Promise<Exit>;
  /** What it has written to standard error so far. */
  stderr(): string;
  /** The lines of its log so far. */
  log(): Readonly<Record<string, unknown>>[];
  signal(signal: NodeJS.Signals): void;
  /** Ends it as a crash would: without a word. */
  kill(): Promise<void>;
}

export interface RefusedStart extends Exit {
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string>>;

/** What has nothing to do with the kind of database is tested once: in the run on the embedded one. */
export const describeEmbedded = process.env['TEST_DATABASE_URL'] ? describe.skip : describe;

const children = new Set<ChildProcess>();
const killAll = () => {
  for (const child of children) child.kill('SIGKILL');
};
// A test that fails in the middle, or a runner that is stopped, leaves no process behind.
process.once('exit', killAll);
afterAll(() => {
  killAll();
  process.off('exit', killAll);
});

/** ER-1: what was told to a process, and written out by it. */
const leaks: string[] = [];
afterAll(() => expect(leaks).toEqual([]));

/**
 * Starts the built service with this environment and no other, and waits until it is ready.
 * @param command the words of the command line, where it is not `npm start` that starts it
 */
export async function startProcess(env: Environment, command?: readonly string[]): Promise<RunningProcess> {
  await build();
  const child = command === undefined ? launch(MAIN, env) : launch(COMMAND_LINE, env, command);
  const exited = exitOf(child);
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const port = await readyPort(child, exited).catch((error: Error) => {
    child.kill('SIGKILL');
    throw new Error(`${error.message}\n${stderr}`);
  });
  const url = `http://127.0.0.1:${port}`;
  const scan = new SecretScan();
  child.once('close', () => leaks.push(...scan.foundInOutput(stderr)));
  return {
    url,
    port,
    client: new Client(`${url}/graphql`, undefined, scan),
    exited,
    stderr: () => stderr,
    log: () => linesOf(stderr),
    signal: (signal) => void child.kill(signal),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Starts a service that cannot start, and so ends by itself. */
export async function runToEnd(env: Environment): Promise<RefusedStart> {
  await build();
  return ended(launch(MAIN, env));
}

/** Runs a command as an operator does. */
export async function runCommand(
  words: readonly string[],
  options: CommandOptions = {},
): Promise<RefusedStart> {
  return ended(await startCommand(words, options));
}

export interface CommandOptions {
  readonly env?: Environment;
  /** What it finds on standard input. */
  readonly input?: string;
  /** What starts it, such as `faketime`, with its own arguments. */
  readonly under?: readonly string[];
}

/** Starts a command that a test wants to meet on its way. */
export async function startCommand(
  words: readonly string[],
  { env = {}, input, under = [] }: CommandOptions = {},
): Promise<ChildProcess> {
  await build();
  const child = launch(COMMAND_LINE, env, words, { under, withInput: input !== undefined });
  child.stdin?.end(input);
  return child;
}

async function ended(child: ChildProcess): Promise<RefusedStart> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('Both are pipes');
  const [exit, out, err] = await Promise.all([exitOf(child), text(stdout), text(stderr)]);
  return { ...exit, stdout: out, stderr: err };
}

/** A data folder with a database that is made already: making one takes longer than most tests. */
export async function preparedFolder(): Promise<string> {
  return (await createTestStorage('embedded')).dataDir;
}

/** A port on this machine where nobody listens. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('It listens on a port');
  return address.port;
}

function launch(
  file: string,
  env: Environment,
  words: readonly string[] = [],
  { under = [], withInput = false }: { under?: readonly string[]; withInput?: boolean } = {},
): ChildProcess {
  const [command = process.execPath, ...args] = [...under, process.execPath, file, ...words];
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'], PORT: '0', RATE_LIMITS: 'off', ...issuerOf(env), ...env },
    stdio: [withInput ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** Instances over one PostgreSQL need one issuer, which a port that is free at the moment does not make. */
function issuerOf({ DATABASE_URL }: Environment): Environment {
  return DATABASE_URL ? { PUBLIC_URL: 'http://latchkey.test' } : {};
}

/** When the process is gone and all it wrote has arrived. */
async function exitOf(child: ChildProcess): Promise<Exit> {
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal };
}

function readyPort(child: ChildProcess, exited: Promise<Exit>): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('It was not ready in time')), START_LIMIT);
    let stdout = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      const address = READY_LINE.exec(stdout)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      const port = /http:\/\/localhost:(\d+)\/graphql/.exec(address)?.[1];
      if (port === undefined) reject(new Error(`The ready line does not tell the port: ${address}`));
      else resolve(Number(port));
    });
    exited.then(({ code, signal }) => {
      clearTimeout(timer);
      reject(new Error(`It ended before it was ready: ${code ?? signal}`));
    }, reject);
  });
}

function linesOf(stderr: string): Readonly<Record<string, unknown>>[] {
  const lines = stderr.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
