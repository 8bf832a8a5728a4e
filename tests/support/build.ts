import { execFile } from 'node:child_process';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { waitForLock } from 'fs-native-extensions';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = join(ROOT, 'src');
const JOIN_TEXTS = join(SOURCES, 'platform/i18n/build/join-texts.mjs');
const COMPILER = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

/** The service as it is shipped. */
export const MAIN = join(ROOT, 'dist/main.js');
/** The command line, as `npx latchkey` runs it. */
export const COMMAND_LINE = join(ROOT, 'dist/app/latchkey.js');
const PACKED = join(ROOT, 'dist/packed');

/**
 * Builds the service and its packages unless that was done since its sources last changed. The Prisma client is not
 * generated again: other tests are reading it.
 */
export async function build(): Promise<void> {
  await inTurn(async () => {
    if ((await writtenAt(MAIN)) <= (await newestIn(SOURCES))) await compile();
  });
}

/** Packs the packages unless that was done since the last build. Returns the folder of their .tgz files. */
export async function pack(): Promise<string> {
  await build();
  await inTurn(async () => {
    const built = await Promise.all([MAIN, join(ROOT, 'dist/packages/client/package.json')].map(writtenAt));
    if ((await newestIn(PACKED)) <= Math.max(...built)) await run(join(SOURCES, 'packages/build/pack.mjs'));
  });
  return PACKED;
}

/** Of several processes, of this run or of another one, one works and the others wait. */
async function inTurn(work: () => Promise<void>): Promise<void> {
  const folder = join(ROOT, 'node_modules/.cache');
  await mkdir(folder, { recursive: true });
  const lock = await open(join(folder, 'latchkey-build.lock'), 'a+');
  try {
    await waitForLock(lock.fd);
    await work();
  } finally {
    await lock.close();
  }
}

async function compile(): Promise<void> {
  try {
    for (const project of ['tsconfig.build.json', 'src/packages/client', 'src/packages/verifier'])
      await run(COMPILER, '-p', join(ROOT, project));
    await run(JOIN_TEXTS, 'dist');
    await run(join(SOURCES, 'packages/build/finish.mjs'));
  } catch (error) {
    // The compiler writes what it can. Without this the next one would take it for the whole.
    await rm(MAIN, { force: true });
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`The service does not build: ${stdout}${stderr}`);
  }
}

function run(...command: string[]) {
  return promisify(execFile)(process.execPath, command, { cwd: ROOT });
}

async function newestIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Math.max(0, ...(await Promise.all(files.map(writtenAt))));
}

async function writtenAt(file: string): Promise<number> {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}
