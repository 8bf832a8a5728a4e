import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Ended, runProgram } from '../support/examples.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = new URL('../../examples/README.md', import.meta.url);
const READY_LIMIT = 60_000;

type Environment = Readonly<Record<string, string>>;

const children = new Set<ChildProcess>();
const killAll = () => {
  for (const child of children) child.kill('SIGKILL');
};
// A test that fails in the middle, or a runner that is stopped, leaves no process behind.
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

/** Runs a command to its end. */
export function run(command: string, env: Environment): Promise<Ended> {
  return runProgram('sh', ['-c', command], { cwd: ROOT, env: environment(env) });
}

/** Starts a command, and waits until it says that it is ready. @returns what the pattern finds */
export async function serve(command: string, env: Environment, ready: RegExp): Promise<string> {
  const child = spawn('sh', ['-c', `exec ${command}`], {
    cwd: ROOT,
    env: environment(env),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  const limit = setTimeout(() => child.kill('SIGKILL'), READY_LIMIT);
  let out = '';
  for await (const text of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    out += text;
    const found = ready.exec(out)?.[1];
    if (found === undefined) continue;
    clearTimeout(limit);
    child.stdout.resume();
    return found;
  }
  clearTimeout(limit);
  throw new Error(`It ended before it was ready: ${out}`);
}

function environment(env: Environment): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], NO_COLOR: '1', ...env };
}
