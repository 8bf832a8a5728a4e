import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = new URL('../../examples/README.md', import.meta.url);
const START_LIMIT = 60_000;

const children = new Set<ChildProcess>();
const killAll = () => {
  for (const child of children) child.kill('SIGKILL');
};
afterAll(killAll);
process.once('exit', killAll);

/** The one command of examples/README.md in which this is. */
export async function commandOf(part: string): Promise<string> {
  const lines = (await readFile(PAGE, 'utf8')).split('\n');
  const commands = lines.filter((line) => /^(npx|node|curl) /.test(line) && line.includes(part));
  expect(commands).toHaveLength(1);
  // What npx does, without a process in between that would outlive the test.
  return String(commands[0]).replace(/^npx /, 'node_modules/.bin/');
}

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** Runs a command to its end. */
export async function run(command: string, env: Readonly<Record<string, string>>): Promise<Ended> {
  const { child, written } = start(command, env);
  const [code] = await once(child, 'close');
  return { code: Number(code), ...written };
}

/** Starts a command, and waits until it says that it is ready. @returns what the pattern finds */
export async function serve(
  command: string,
  env: Readonly<Record<string, string>>,
  ready: RegExp,
): Promise<string> {
  const { child, written } = start(command, env);
  const limit = setTimeout(() => child.kill('SIGKILL'), START_LIMIT);
  const ended = once(child, 'close').then(() => 'ended');
  for (;;) {
    const found = ready.exec(written.out)?.[1];
    if (found !== undefined) {
      clearTimeout(limit);
      return found;
    }
    if ((await Promise.race([ended, once(child.stdout, 'data')])) === 'ended')
      throw new Error(`It was not ready: ${written.out}${written.errors}`);
  }
}

function start(command: string, env: Readonly<Record<string, string>>) {
  const child = spawn('bash', ['-c', `exec ${command}`], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  const written = { out: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.errors += text;
  });
  return { child, written };
}
