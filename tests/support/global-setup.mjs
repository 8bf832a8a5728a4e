import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Jest imports this file as it is: it does not compile what runs outside the tests.

/** One folder for the whole run: whatever the tests leave behind is under it, or has its name. */
export default async function globalSetup() {
  const run = randomBytes(6).toString('hex');
  const folder = join(tmpdir(), `latchkey-test-${run}`);
  await mkdir(folder, { mode: 0o700 });
  process.env['LATCHKEY_TEST_RUN'] = run;
  process.env['LATCHKEY_TEST_FOLDER'] = folder;
}
