import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { LoginDocument } from '../../src/generated/client/operations.js';
import { Client } from '../support/client.js';
import { newFolder } from '../support/database.js';
import {
  describeEmbedded,
  freePort,
  preparedFolder,
  runCommand,
  startCommand,
  startProcess,
} from '../support/process.js';

const packageVersion = async () =>
  (JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string })
    .version;

/** Root may listen anywhere, unless it gives that up. */
const WITHOUT_PRIVILEGE = ['setpriv', '--bounding-set=-net_bind_service', '--inh-caps=-net_bind_service'];
const canDropPrivilege =
  spawnSync(WITHOUT_PRIVILEGE[0] ?? '', [...WITHOUT_PRIVILEGE.slice(1), 'true']).status === 0;

function hasIpv6(): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(0, '::1', () => probe.close(() => resolve(true)));
  });
}

describeEmbedded('what the service listens on', () => {
  it('may be an IPv6 address as in a URL', async () => {
    if (!(await hasIpv6())) return;
    const port = await freePort();
    const service = await startCommand(['serve'], {
      env: { DATA_DIR: await preparedFolder(), HOST: '[::1]', PORT: String(port), LOG_LEVEL: 'error' },
    });
    const line = await new Promise<string>((resolve, reject) => {
      service.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString()));
      service.stderr?.once('data', (chunk: Buffer) => reject(new Error(chunk.toString())));
    });
    expect(line).toContain(`Latchkey is ready: http://[::1]:${port}/graphql`);
    const client = new Client(`http://[::1]:${port}/graphql`);
    const input = { usernameOrEmail: 'nobody', password: 'Password123!' };
    expect((await client.refusal(LoginDocument, { input })).code).toBe('INVALID_CREDENTIALS');
    service.kill('SIGKILL');
  });

  it.each([
    ['not an address of this machine', { HOST: '192.0.2.1' }, 'HOST is not an address of this machine.'],
    ['no address', { HOST: 'no.such.host.invalid' }, 'HOST must be an IP address of this machine'],
    [
      'no address, with any port',
      { HOST: '192.0.2.1', PORT: '0' },
      'HOST is not an address of this machine.',
    ],
  ])('is refused in a sentence where it is %s', async (_case, env, words) => {
    const refused = await runCommand(['serve'], {
      env: { PORT: String(await freePort()), DATA_DIR: await preparedFolder(), LOG_LEVEL: 'error', ...env },
    });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain(`Latchkey cannot start. ${words}`);
    expect(refused.stderr).not.toMatch(/^\s+at /m);
  });

  (canDropPrivilege ? it : it.skip)('is refused in a sentence where the port is privileged', async () => {
    const refused = await runCommand(['serve'], {
      env: { PORT: '80', DATA_DIR: await preparedFolder(), LOG_LEVEL: 'error' },
      under: WITHOUT_PRIVILEGE,
    });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(
      'Latchkey cannot start. The process is not allowed to listen on port 80',
    );
    expect(refused.stderr).not.toMatch(/^\s+at /m);
  });
});

describeEmbedded('what a start says', () => {
  it('is the version, at the command line, in the ready line and in /healthz', async () => {
    const version = await packageVersion();
    expect(await runCommand(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
    const port = await freePort();
    const child = await startCommand(['serve'], {
      env: { DATA_DIR: await preparedFolder(), PORT: String(port), LOG_LEVEL: 'error' },
    });
    const line = await new Promise<string>((resolve) =>
      child.stdout?.once('data', (chunk) => resolve(`${chunk}`)),
    );
    expect(line).toBe(`Latchkey is ready: http://localhost:${port}/graphql (version ${version})\n`);
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(await answer.json()).toEqual({ status: 'ok', version });
    child.kill('SIGKILL');
  });

  it('is one line of what it works with, and no secret', async () => {
    const dataDir = await preparedFolder();
    const service = await startProcess({
      DATA_DIR: dataDir,
      PUBLIC_URL: 'https://auth.example.com',
      RATE_LIMITS: 'on',
      REDIS_URL: `redis://latchkey:unsayable@127.0.0.1:${await freePort()}/0`,
      SMTP_URL: `smtp://latchkey:unsayable@127.0.0.1:${await freePort()}`,
      MAIL_FROM: 'no-reply@example.com',
      HASH_CONCURRENCY: '3',
    });
    const lines = service.log().filter(({ msg }) => msg === 'ready');
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'info',
        version: await packageVersion(),
        publicUrl: 'https://auth.example.com',
        serviceName: 'auth.example.com',
        database: `embedded in ${dataDir}`,
        mail: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
        redis: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
        limits: 'counted in Redis',
        hashingWorkers: 3,
      }),
    ]);
    expect(service.stderr()).not.toContain('unsayable');
    await service.kill();
  });

  it('has its version told where no setting can be read', async () => {
    const env = { DATA_DIR: newFolder(), PORT: 'wrong' };
    expect((await runCommand(['--version'], { env })).code).toBe(0);
  });
});
