import { readConfig } from '../../src/app/config.js';
import { doctor } from '../operator/doctor/report.js';
import { runHere } from '../operator/import-export/operator-environment.js';
import { describeEmbedded, runToEnd } from '../support/process.js';

/** Each has a character in its password that ends the password early for some readers. */
const UNESCAPED = [
  ['#', '12#unsayable'],
  ['?', '12?unsayable'],
  ['/', '12/unsayable'],
  ['@', '12@unsayable'],
  ['%', '12%unsayable'],
  ['a space', '12 unsayable'],
  ['# and nothing that looks like a port', 'un#sayable'],
  ['? that begins a parameter', '12?unsayable=1'],
  ['/ that begins a database', 'unsayable/12'],
] as const;
const SECRET = 'b5f0c1d2e3a49788'.repeat(2) + '00ff17283940516a'.repeat(2);

describeEmbedded('an address whose password is not percent-encoded', () => {
  const addresses = (password: string) => ({
    DATABASE_URL: `postgresql://latchkey:${password}@db.invalid/latchkey`,
    REDIS_URL: `redis://latchkey:${password}@redis.invalid:6379/0`,
    SMTP_URL: `smtps://latchkey:${password}@mail.invalid`,
  });

  it.each(UNESCAPED)(
    'is refused by every command and by doctor, and no part of it is said: %s',
    async (_name, password) => {
      const env = { ...addresses(password), AUTH_SECRET: SECRET, MAIL_FROM: 'x@example.com' };
      const list = await runHere(['users', 'list', '--json'], env);
      expect(list.code).toBe(1);
      const { error } = JSON.parse(list.stdout) as { error: string };
      for (const name of Object.keys(addresses('')))
        expect(error).toMatch(new RegExp(`^  - ${name} .*percent-encode`, 'm'));
      const migrate = await runHere(['migrate'], env);
      expect(migrate).toMatchObject({ code: 1, stdout: '' });
      expect(migrate.stderr).toMatch(/DATABASE_URL .*percent-encode/);
      const report = await doctor(env);
      const told = report.findings.filter(({ sentence }) => sentence.includes('percent-encode'));
      expect(told).toHaveLength(3);
      expect(JSON.stringify([list, migrate, report])).not.toMatch(/unsayable|sayable/i);
    },
  );

  it('does not hide that AUTH_SECRET is missing', () => {
    expect(() => readConfig({ DATABASE_URL: addresses('12#unsayable').DATABASE_URL })).toThrow(
      /DATABASE_URL .*percent-encode[\s\S]*AUTH_SECRET must be set/,
    );
  });

  it('is refused at the start', async () => {
    const refused = await runToEnd({ ...addresses('12#unsayable'), AUTH_SECRET: SECRET });
    expect(refused.stderr).toMatch(/^ {2}- DATABASE_URL .*percent-encode/m);
    expect(refused.stderr).not.toContain('unsayable');
  });
});

describeEmbedded('DATABASE_URL', () => {
  const read = (url: string) => () => readConfig({ DATABASE_URL: url, AUTH_SECRET: SECRET });

  it.each([
    'postgresql://latchkey:p%23w%3F%2F%40%25@db.example.com:5432/latchkey?sslmode=verify-full',
    'postgres://latchkey@[::1]/latchkey',
    'postgresql://latchkey:pw@/latchkey?host=/var/run/postgresql',
    'postgresql:///latchkey?host=/var/run/postgresql&user=latchkey',
    'postgresql://latchkey@%2Fvar%2Frun%2Fpostgresql/latchkey',
    'postgresql://latchkey:pw@/latchkey?host=db.example.com&port=5433',
    'postgresql://latchkey@db.example.com/latchkey?schema=public',
  ])('may be %s', (url) => expect(read(url)).not.toThrow());

  it.each([
    ['another schema', 'postgresql://latchkey@db/latchkey?schema=auth', 'a database of its own'],
    ['a port that is none', 'postgresql://latchkey@db:99999/latchkey', 'must be an address'],
    ['what may be half a password', 'postgresql://latchkey:123?unsayable', 'must be an address'],
  ])('is refused with %s', (_what, url, words) => {
    expect(read(url)).toThrow(words);
    expect(read(url)).not.toThrow('unsayable');
  });

  it('has its unknown parameters named by doctor, which sees that a Unix socket needs no TLS', async () => {
    const url = 'postgresql://latchkey@/latchkey?host=/tmp/no-such-socket&connection_limit=5&pgbouncer=true';
    const { findings } = await doctor({ DATABASE_URL: url, AUTH_SECRET: SECRET });
    const of = (check: string) => findings.find((finding) => finding.check === check);
    expect(of('settings')?.sentence).toBe(
      'DATABASE_URL has parameters that Latchkey does not read: connection_limit, pgbouncer.',
    );
    expect(of('database')?.sentence).toContain(
      'PostgreSQL at /tmp/no-such-socket/latchkey cannot be reached',
    );
    expect(of('database-tls')).toBeUndefined();
  });
});

describeEmbedded('the address of a page that a mail leads to', () => {
  it.each([
    ['https://app.example.com/reset/', 'https://app.example.com/reset'],
    ['https://app.example.com/#/reset', 'https://app.example.com/#/reset'],
    ['https://app.example.com/page?view=reset', 'https://app.example.com/page?view=reset'],
  ])('may be %s', (url, kept) => {
    expect(readConfig({ PASSWORD_RESET_URL: url }).passwordResetUrl).toBe(kept);
    expect(readConfig({ EMAIL_VERIFICATION_URL: url }).emailVerificationUrl).toBe(kept);
    expect(readConfig({ EMAIL_CHANGE_URL: url }).emailChangeUrl).toBe(kept);
  });

  it.each([
    ['https://app.example.com/reset?token=x', 'Latchkey adds it'],
    ['https://app.example.com/#/reset?token=x', 'Latchkey adds it'],
    ['https://user:pw@app.example.com/reset', 'without user and password'],
    ['app://reset', 'must be an http or https address'],
  ])('is refused as %s', (url, words) =>
    expect(() => readConfig({ PASSWORD_RESET_URL: url })).toThrow(words),
  );

  it('has no query where it is the issuer of tokens', () => {
    for (const url of ['https://app.example.com/#/', 'https://app.example.com/?a=b'])
      expect(() => readConfig({ PUBLIC_URL: url })).toThrow('without user, query and fragment');
  });
});
