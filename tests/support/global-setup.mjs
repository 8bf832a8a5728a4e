import { randomBytes } from 'node:crypto';
import { mkdir, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joinTexts } from '../../src/platform/i18n/build/join-texts.mjs';
import { changeInJest } from './runtime/jest-internals.mjs';

// Jest imports this file as it is: it does not compile what runs outside the tests.

const SHARED_MEMORY = '/dev/shm';
const ROOM = 4 * 1024 ** 3;

/** Every service on the embedded database begins with a copy of forty megabytes: in memory where there is room for it. */
async function placeForFiles() {
  if (process.env['TMPDIR']) return tmpdir();
  const room = await statfs(SHARED_MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return room < ROOM ? tmpdir() : SHARED_MEMORY;
}

/** One folder for the whole run: whatever the tests leave behind is under it, or has its name. */
export default async function globalSetup() {
  const change = await changeInJest();
  if (change !== null) throw new Error(change);
  // The source is tested as it is, without a build: its texts may be newer than the last one.
  await joinTexts();
  const run = randomBytes(6).toString('hex');
  const folder = join(await placeForFiles(), `latchkey-test-${run}`);
  await mkdir(folder, { mode: 0o700 });
  process.env['LATCHKEY_TEST_RUN'] = run;
  process.env['LATCHKEY_TEST_FOLDER'] = folder;
}
