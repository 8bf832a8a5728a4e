import { type ChildProcess, spawn } from 'node:child_process';
import { pbkdf2Sync, scryptSync } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import argon2 from 'argon2';
import bcrypt from 'bcrypt';
import { Connection } from './connection.js';
import { loginRequest, requireSuccess } from './requests.js';
import { DIST, startService } from './service.js';
import type { Row } from './table.js';
import type { Workspace } from './workspace.js';

/** One is written as a whole; the other is killed in the middle. */
export const IMPORT_WORKSPACES = 2;

const COMMAND_LINE = join(DIST, 'app', 'latchkey.js');
const PASSWORD = 'Gr4nite-Harbour-7!';
const SALT = 'salt-of-theirs';
const LOOK_EVERY_MS = 20;

/**
 * Users who bring hashes of four formats: real ones, but one of each, given to everybody in turn. To make a hundred thousand
 * takes an hour, and the import reads each all the same.
 */
export async function measureImport(
  [whole, killed]: readonly Workspace[],
  { importUsers }: { importUsers: number },
): Promise<Row[]> {
  if (whole === undefined || killed === undefined) return [];
  const hashes = await makeHashes();
  const write = (workspace: Workspace, prefix: string, count: number) =>
    writeUsers(join(workspace.folder, `${prefix}.jsonl`), prefix, count, hashes);

  const few = await importInto(whole, await write(whole, 'few', importUsers / 10));
  const all = await importInto(whole, await write(whole, 'all', importUsers));
  const prefix = 'killed';
  const file = await write(killed, prefix, importUsers);
  const killedAfter = await killHalfway(killed, file);
  const rest = await importInto(killed, file);
  const { usersBefore, imported } = JSON.parse(rest.stdout) as { usersBefore: number; imported: number };
  return [
    {
      measure: `import of ${importUsers.toLocaleString('en')} users, checked and written`,
      service: `${(all.ms / 1000).toFixed(1)} s`,
      reference: `${(few.ms / 1000).toFixed(1)} s for ${(importUsers / 10).toLocaleString('en')}`,
    },
    {
      measure: 'its peak of resident memory',
      service: `${all.peakMib.toFixed(0)} MiB`,
      reference: `${few.peakMib.toFixed(0)} MiB for ${(importUsers / 10).toLocaleString('en')}`,
    },
    {
      measure: `killed after ${(killedAfter / 1000).toFixed(1)} s, and run again`,
      service: `${usersBefore} + ${imported}`,
      reference: `${(rest.ms / 1000).toFixed(1)} s; ${await countUsers(killed, prefix, importUsers)}`,
      target: {
        text: 'none lost or doubled',
        met: usersBefore > 0 && usersBefore + imported === importUsers,
      },
    },
    await measureFirstLogins(killed, prefix, [...hashes.keys()]),
  ];
}

/** Watches an import as a person at a terminal does, and kills it when its bar says that half is written. */
async function killHalfway({ environment, folder }: Workspace, file: string): Promise<number> {
  const startedAt = performance.now();
  const pidFile = join(folder, 'pid');
  const command = `echo $$ >'${pidFile}'; exec '${process.execPath}' '${COMMAND_LINE}' users import '${file}'`;
  const terminal = spawn('script', ['--quiet', '--command', command, '/dev/null'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...environment.serviceEnvironment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let killedAfter = 0;
  terminal.stdout.setEncoding('utf8').on('data', (screen: string) => {
    if (killedAfter > 0 || !/Writing\s+\S+ [5-9]\d %/.test(screen)) return;
    killedAfter = performance.now() - startedAt;
    process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL');
  });
  await once(terminal, 'close');
  return killedAfter;
}

async function makeHashes(): Promise<Map<string, string>> {
  const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  const scryptTag = scryptSync(PASSWORD, SALT, 32, { N: 2 ** 14, r: 8, p: 1 });
  const pbkdf2Tag = pbkdf2Sync(PASSWORD, SALT, 600_000, 32, 'sha256');
  const options = { type: argon2.argon2i, memoryCost: 4096, timeCost: 3, parallelism: 1 } as const;
  return new Map([
    ['bcrypt', await bcrypt.hash(PASSWORD, 10)],
    ['scrypt', `$scrypt$ln=14,r=8,p=1$${unpadded(Buffer.from(SALT))}$${unpadded(scryptTag)}`],
    ['pbkdf2', `pbkdf2_sha256$600000$${SALT}$${pbkdf2Tag.toString('base64')}`],
    ['argon2i', await argon2.hash(PASSWORD, options)],
  ]);
}

async function writeUsers(
  path: string,
  prefix: string,
  count: number,
  hashes: ReadonlyMap<string, string>,
): Promise<string> {
  const file = createWriteStream(path);
  const texts = [...hashes.values()];
  for (let index = 0; index < count; index += 1) {
    const username = `${prefix}_${index}`;
    const email = `${username}@example.com`;
    const passwordHash = texts[index % texts.length];
    const line = `${JSON.stringify({ username, email, emailVerified: true, passwordHash })}\n`;
    if (!file.write(line)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  return path;
}

interface Run {
  readonly ms: number;
  readonly peakMib: number;
  readonly stdout: string;
}

async function importInto({ environment, folder }: Workspace, file: string): Promise<Run> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [COMMAND_LINE, 'users', 'import', file, '--json'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...environment.serviceEnvironment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const stdout = text(child.stdout);
  let peakMib = 0;
  while (child.exitCode === null && child.signalCode === null) {
    peakMib = Math.max(peakMib, peakOf(child));
    await sleep(LOOK_EVERY_MS);
  }
  await ended;
  if (child.exitCode !== 0) throw new Error(`An import ended with ${child.exitCode}: ${await stdout}`);
  return { ms: performance.now() - startedAt, peakMib, stdout: await stdout };
}

function peakOf({ pid }: ChildProcess): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** By an export, in which each of them has to be once. */
async function countUsers(workspace: Workspace, prefix: string, expected: number): Promise<string> {
  const everybody = (await exportFrom(workspace)).map(({ username }) => username);
  const users = everybody.filter((username) => username.startsWith(`${prefix}_`));
  const different = new Set(users).size;
  if (users.length !== expected || different !== expected)
    throw new Error(`${users.length} users, ${different} names`);
  return `an export has ${users.length}, each once`;
}

async function exportFrom({
  environment,
  folder,
}: Workspace): Promise<{ username: string; passwordHash: string }[]> {
  const child = spawn(process.execPath, [COMMAND_LINE, 'users', 'export', '--with-hashes'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...environment.serviceEnvironment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = (await text(child.stdout)).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as { username: string; passwordHash: string });
}

/** The first users of the file have one format each. */
async function measureFirstLogins(
  workspace: Workspace,
  prefix: string,
  formats: readonly string[],
): Promise<Row> {
  const service = await startService(workspace.environment.serviceEnvironment, workspace.folder);
  const connection = await Connection.open(service.port);
  const times: string[] = [];
  for (const [index, format] of formats.entries()) {
    const startedAt = performance.now();
    requireSuccess(
      await connection.send(loginRequest({ username: `${prefix}_${index}`, password: PASSWORD })),
    );
    times.push(`${format} ${(performance.now() - startedAt).toFixed(0)} ms`);
  }
  connection.close();
  await service.stop();
  const sample = new Set(formats.map((_format, index) => `${prefix}_${index}`));
  const hashes = (await exportFrom(workspace)).filter(({ username }) => sample.has(username));
  const renewed = hashes.filter(({ passwordHash }) => passwordHash.startsWith('$argon2id$v=19$m=19456,t=2,'));
  return {
    measure: 'a first login of each format, made anew as argon2id',
    service: `${renewed.length} of ${formats.length}`,
    reference: times.join(', '),
    target: { text: 'all', met: renewed.length === formats.length },
  };
}
