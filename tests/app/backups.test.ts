import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { me } from '../sessions/signing-keys/keys.js';
import { createEmptyPostgresql, createTestStorage, newFolder, STORAGE_KINDS } from '../support/database.js';
import { codeBlocks, runProgram } from '../support/examples.js';
import { logIn, registerPerson } from '../support/people.js';
import { describeEmbedded, type RunningProcess, startProcess } from '../support/process.js';

const COMMAND_LINE = fileURLToPath(new URL('../../dist/app/latchkey.js', import.meta.url));
const describePostgresql = STORAGE_KINDS.includes('postgresql') ? describe : describe.skip;
const documented = () => codeBlocks('docs/operating.md', '## Backup and restore', 'sh');

async function end(service: RunningProcess): Promise<void> {
  service.signal('SIGTERM');
  await service.exited;
}

/** Runs the commands as they are documented, in this folder. */
async function runBlock(block: string | undefined, cwd: string, env: Record<string, string>): Promise<void> {
  const commands = (block ?? '').replaceAll('npx latchkey', `"${process.execPath}" "${COMMAND_LINE}"`);
  const ended = await runProgram('bash', ['-euc', commands], { cwd, env: { ...process.env, ...env } });
  if (ended.code !== 0) throw new Error(`Exit code ${ended.code}: ${ended.out}${ended.errors}`);
}

describePostgresql('a backup of PostgreSQL, by the documented commands', () => {
  it('is made while the service runs, and brings back users and sessions', async () => {
    const [dump, restore, , endSessions] = await documented();
    const folder = newFolder();
    await mkdir(folder);
    const { storage, cleanup } = await createTestStorage('postgresql');
    const env = {
      AUTH_SECRET: randomBytes(32).toString('hex'),
      PUBLIC_URL: 'http://localhost:4000',
      DATA_DIR: folder,
    };
    const from = { ...env, DATABASE_URL: storage.kind === 'postgresql' ? storage.url : '' };
    const to = { ...env, DATABASE_URL: await createEmptyPostgresql() };

    const service = await startProcess(from);
    const person = await registerPerson(service.client);
    await runBlock(dump, folder, from);
    const later = await registerPerson(service.client);
    await end(service);

    await runBlock(restore, folder, to);
    const restored = await startProcess(to);
    expect(await me(restored, person.tokens.accessToken)).toBe('');
    expect(await me(restored, later.tokens.accessToken)).toBe('TOKEN_INVALID');
    await logIn(restored.client, person);
    await end(restored);

    await runBlock(endSessions, folder, to);
    const cleared = await startProcess(to);
    expect(await me(cleared, person.tokens.accessToken)).toBe('TOKEN_INVALID');
    await logIn(cleared.client, person);
    await end(cleared);
    await cleanup();
  }, 180_000);
});

describeEmbedded('a backup of the embedded database, by the documented command', () => {
  it('brings back users and sessions', async () => {
    const [, , copy] = await documented();
    const folder = newFolder();
    await mkdir(folder);
    const env = { DATA_DIR: join(folder, 'data'), PUBLIC_URL: 'http://localhost:4000' };

    const service = await startProcess(env);
    const person = await registerPerson(service.client);
    await end(service);
    await runBlock(copy, folder, env);
    const again = await startProcess(env);
    const later = await registerPerson(again.client);
    await end(again);

    await rm(env.DATA_DIR, { recursive: true });
    await rename(join(folder, 'data.backup'), env.DATA_DIR);
    const restored = await startProcess(env);
    expect(await me(restored, person.tokens.accessToken)).toBe('');
    expect(await me(restored, later.tokens.accessToken)).toBe('TOKEN_INVALID');
    await end(restored);
  }, 180_000);
});
