import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemRandomness } from '../../../src/core/randomness.js';
import { DataFolder } from '../../../src/platform/database/data-folder.js';
import { openSmtpSink } from '../../platform/mail/smtp-sink.js';
import { newFolder } from '../../support/database.js';
import { describeEmbedded, freePort } from '../../support/process.js';
import { runHere } from '../import-export/operator-environment.js';
import { doctor, of } from './report.js';

describeEmbedded('doctor', () => {
  it('finds nothing wrong before the first start, and makes nothing', async () => {
    const report = await doctor({});
    expect(report).toMatchObject({ healthy: true, problems: 0, warnings: 0 });
    expect(of(report, 'data-folder')?.sentence).toMatch(/^The first start creates /);
  });

  it('names every setting that cannot be read, and goes on with the others', async () => {
    const report = await doctor({
      PORT: 'canary',
      LOG_LEVEL: 'canary',
      DATABASE_URL: 'canary',
      REDIS_URL: 'canary',
    });
    const sentences = report.findings
      .filter(({ check }) => check === 'configuration')
      .map(({ sentence }) => sentence);
    expect(sentences.map((sentence) => sentence.split(' ')[0]).sort()).toEqual([
      'DATABASE_URL',
      'LOG_LEVEL',
      'PORT',
      'REDIS_URL',
    ]);
    expect(JSON.stringify(report)).not.toContain('canary');
    // No guess at what the address would have been.
    expect(of(report, 'data-folder')).toBeUndefined();
    expect(of(report, 'node')?.status).toBe('ok');
  });

  it('says that AUTH_SECRET is missing, or too weak', async () => {
    const env = { DATABASE_URL: `postgresql://latchkey@127.0.0.1:${await freePort()}/latchkey` };
    const missing = await doctor(env);
    expect(of(missing, 'secret')).toMatchObject({
      status: 'problem',
      sentence: 'AUTH_SECRET must be set with DATABASE_URL.',
    });
    expect(of(missing, 'secret')?.advice).toContain('openssl rand -hex 32');
    expect(of(missing, 'configuration')?.status).toBe('ok');
    const weak = await doctor({ ...env, AUTH_SECRET: 'hunter2-canary' });
    expect(of(weak, 'secret')).toMatchObject({
      status: 'problem',
      sentence: expect.stringContaining('AUTH_SECRET must be'),
    });
    expect(JSON.stringify(weak)).not.toContain('canary');
  });

  it('warns of connections to other machines that nothing encrypts', async () => {
    const report = await doctor({
      DATABASE_URL: 'postgresql://latchkey@database.invalid/latchkey',
      REDIS_URL: 'redis://redis.invalid:6379',
      AUTH_SECRET: systemRandomness.bytes(32).toString('hex'),
    });
    for (const check of ['database-tls', 'redis-tls']) expect(of(report, check)?.status).toBe('warning');
    const encrypted = await doctor({
      DATABASE_URL: 'postgresql://latchkey@database.invalid/latchkey?sslmode=verify-full',
      REDIS_URL: 'rediss://redis.invalid:6379',
      AUTH_SECRET: systemRandomness.bytes(32).toString('hex'),
    });
    for (const check of ['database-tls', 'redis-tls']) expect(of(encrypted, check)).toBeUndefined();
  });

  it('says that PostgreSQL is away, without its password', async () => {
    const port = await freePort();
    const report = await doctor({ DATABASE_URL: `postgresql://latchkey:canary@127.0.0.1:${port}/latchkey` });
    expect(of(report, 'database')).toMatchObject({
      status: 'problem',
      sentence: expect.stringContaining(`127.0.0.1:${port}/latchkey cannot be reached`),
    });
    expect(JSON.stringify(report)).not.toContain('canary');
  });

  it('says that the public address is not https, unless it is of this machine', async () => {
    const of_ = async (url: string) => of(await doctor({ PUBLIC_URL: url }), 'public-url')?.status;
    expect(await of_('http://auth.example.com')).toBe('problem');
    expect(await of_('https://auth.example.com')).toBe('ok');
    expect(await of_('http://localhost:4000')).toBe('ok');
    expect(await of_('http://[::1]:4000')).toBe('ok');
    expect(await of_('http://127.0.0.1.example.com')).toBe('problem');
  });

  it('warns of what works and is unwise, and ends well all the same', async () => {
    const report = await doctor({
      CORS_ORIGINS: 'http://app.example.com,https://app.example.com,http://localhost:3000',
      TRUST_PROXY: '10.0.0.0/8, 128.0.0.0/1, 2001:db8::/31',
      RATE_LIMITS: 'off',
      REQUIRE_VERIFIED_EMAIL: 'on',
    });
    expect(report.healthy).toBe(true);
    expect(report.findings.filter(({ status }) => status === 'warning').map(({ check }) => check)).toEqual([
      'cors-origins',
      'trust-proxy',
      'rate-limits',
      'verified-email',
    ]);
    expect(of(report, 'cors-origins')?.sentence).toContain('without https: http://app.example.com.');
    expect(of(report, 'trust-proxy')?.sentence).toContain('128.0.0.0/1, 2001:db8::/31.');
  });

  it('says how mails name the service', async () => {
    const sentence = async (env: Record<string, string>) => of(await doctor(env), 'mail-identity')?.sentence;
    expect(await sentence({})).toBe(
      'Mails name the service "Latchkey", and no address (SUPPORT_ADDRESS) for help.',
    );
    expect(await sentence({ SERVICE_NAME: 'Acme', SUPPORT_ADDRESS: 'help@example.com' })).toBe(
      'Mails name the service "Acme", and help@example.com for help.',
    );
  });

  it('says that the SMTP server refuses: the connection, or the password', async () => {
    const report = await doctor({
      SMTP_URL: `smtp://127.0.0.1:${await freePort()}`,
      MAIL_FROM: 'a@example.com',
    });
    expect(of(report, 'smtp')).toMatchObject({
      status: 'problem',
      sentence: expect.stringContaining('ECONNREFUSED'),
    });
    const sink = await openSmtpSink({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ password }, _session, done) =>
        password === 'right' ? done(null, { user: 'x' }) : done(new Error('No, canary-of-theirs')),
    });
    const smtp = async (password: string) =>
      of(
        await doctor({
          SMTP_URL: `smtp://user:${password}@127.0.0.1:${sink.address.port}`,
          MAIL_FROM: 'a@example.com',
        }),
        'smtp',
      );
    expect(await smtp('right')).toMatchObject({ status: 'ok' });
    const refused = await smtp('wrong-canary');
    expect(refused).toMatchObject({
      status: 'problem',
      sentence: expect.stringContaining('was answered with 535'),
    });
    expect(JSON.stringify(refused)).not.toContain('canary');
    expect(sink.received).toEqual([]);
    await sink.close();
  });

  it('says that the data folder is in use, that it cannot be used, and that its secret is damaged', async () => {
    const DATA_DIR = newFolder();
    const folder = await DataFolder.open(DATA_DIR, systemRandomness);
    expect(of(await doctor({ DATA_DIR }), 'data-folder')).toMatchObject({
      status: 'skipped',
      sentence: expect.stringContaining('in use by another process'),
    });
    await folder.close();
    expect(of(await doctor({ DATA_DIR }), 'data-folder')).toMatchObject({ status: 'ok' });
    await writeFile(join(DATA_DIR, 'secret'), 'canary');
    const damaged = await doctor({ DATA_DIR });
    expect(of(damaged, 'data-folder')).toMatchObject({
      status: 'problem',
      sentence: expect.stringContaining('is damaged'),
    });
    expect(JSON.stringify(damaged)).not.toContain('canary');
    const file = newFolder();
    await writeFile(file, '');
    expect(of(await doctor({ DATA_DIR: file }), 'data-folder')?.status).toBe('problem');
  });

  it('is readable: a line a look, what to do below what is wrong, and a sum', async () => {
    const { code, stdout, stderr } = await runHere(['doctor'], {
      DATA_DIR: newFolder(),
      PUBLIC_URL: 'http://auth.example.com',
    });
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(stdout).toContain('\nPROBLEM  public-url     PUBLIC_URL is not https: http://auth.example.com.\n');
    expect(stdout).toContain('\n                        Put a proxy with TLS in front');
    expect(stdout).toMatch(/\n\n1 problem\(s\), 0 warning\(s\)\.\n$/);
  });
});
