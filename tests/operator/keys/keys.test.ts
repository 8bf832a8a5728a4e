import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kidOf, me, refresh } from '../../sessions/signing-keys/keys.js';
import { createTestStorage } from '../../support/database.js';
import { logIn, registerPerson } from '../../support/people.js';
import {
  describeEmbedded,
  preparedFolder,
  type RunningProcess,
  runCommand,
  startProcess,
} from '../../support/process.js';

type Environment = Readonly<Record<string, string>>;

const keys = (env: Environment, ...words: string[]) => runCommand(['keys', ...words], { env });
const rotateSecrets = (env: Environment) => runCommand(['secrets', 'rotate'], { env });
const PUBLIC_URL = 'http://latchkey.test';

async function end(service: RunningProcess): Promise<void> {
  service.signal('SIGTERM');
  await service.exited;
}

describe('a process that is started again with a new AUTH_SECRET', () => {
  it('CK-5: knows everybody, with the one before beside it and later without', async () => {
    const { storage, dataDir, cleanup } = await createTestStorage();
    const where: Environment = storage.kind === 'embedded' ? {} : { DATABASE_URL: storage.url };
    const env = { ...where, DATA_DIR: dataDir, PUBLIC_URL, LOG_LEVEL: 'warn' };
    const [old, fresh] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];

    const first = await startProcess({ ...env, AUTH_SECRET: old });
    const { tokens } = await registerPerson(first.client);
    await end(first);
    const both = { ...env, AUTH_SECRET: fresh, AUTH_SECRET_PREVIOUS: old };
    const second = await startProcess(both);
    expect(await me(second, tokens.accessToken)).toBe('');
    await end(second);

    const command = await rotateSecrets(both);
    expect([command.code, command.stdout]).toEqual([
      0,
      'outbox: 0 re-encrypted, 0 not decryptable with either secret\ntotpSecrets: 0 re-encrypted, 0 not decryptable with either secret\nsigningKeys: 0 re-encrypted, 0 not decryptable with either secret\nrefreshKeys: 0 re-encrypted, 0 not decryptable with either secret\nproviderFlows: 0 re-encrypted, 0 not decryptable with either secret\n',
    ]);

    const third = await startProcess({ ...env, AUTH_SECRET: fresh });
    expect(await refresh(third, tokens.refreshToken)).toBe('');
    await end(third);
    await cleanup();
  }, 180_000);
});

describeEmbedded('the commands on an embedded database', () => {
  it('CK-2, CK-5: are told that it is in use while the service runs, and do their work while it is stopped', async () => {
    const env = { DATA_DIR: await preparedFolder(), PUBLIC_URL, LOG_LEVEL: 'warn' };
    const service = await startProcess(env);
    const person = await registerPerson(service.client);
    const kid = kidOf(person.tokens.accessToken) ?? '';
    const refused = await keys(env, 'list');
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining('is in use by another process'),
    ]);
    await end(service);

    expect((await keys(env, 'rotate')).stdout).toMatch(/^The next signing key is [\w-]{43}\n$/);
    expect((await keys(env, 'list')).stdout).toMatch(
      new RegExp(
        `^${kid}  sig      ES256  signing    signs from \\S+Z  until .*\n.{43}  sig      ES256  published .*\n` +
          '.{43}  refresh  HS256  signing .*\n$',
      ),
    );
    const secretOf = (name: string) => readFile(join(env.DATA_DIR, name), 'utf8');
    const before = await secretOf('secret');
    expect((await rotateSecrets(env)).stdout).toMatch(
      /^signingKeys: 2 re-encrypted, 0 not .*\nrefreshKeys: 1 re-encrypted, 0 not/m,
    );
    expect([await secretOf('secret'), await secretOf('secret.previous')]).toEqual([
      expect.not.stringContaining(before.trim()),
      before,
    ]);

    const again = await startProcess(env);
    expect(await me(again, person.tokens.accessToken)).toBe('');
    await logIn(again.client, person);
    await end(again);

    expect(await keys(env, 'revoke', kid)).toMatchObject({
      code: 0,
      stdout: `The signing key ${kid} is revoked\n`,
    });
  }, 180_000);

  it('say how they are used', async () => {
    for (const words of [['revoke'], ['list', 'more']])
      expect(await keys({}, ...words)).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringContaining('Run with --help to see the commands and options.'),
      });
  }, 180_000);
});
