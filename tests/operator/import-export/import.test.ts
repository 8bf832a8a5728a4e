import { pbkdf2Sync, randomUUID, scryptSync } from 'node:crypto';
import { DEFAULT_COST } from '../../../src/credentials/passwords/hashing-cost.js';
import { loadHashingEngine } from '../../../src/credentials/passwords/hashing-engine.js';
import { LoginDocument } from '../../../src/generated/client/operations.js';
import { PASSWORD, uniqueName } from '../../support/people.js';
import {
  jsonLines,
  manyUsers,
  newOperatorEnvironment,
  type OperatorEnvironment,
  textFile,
} from './operator-environment.js';

const SALT = 'a salt of theirs';
const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

/** A hash of the same password in each of the formats, as the systems write them that make such. */
async function hashes(): Promise<Readonly<Record<string, string>>> {
  const [bcrypt, argon2, engine] = [
    await import('bcrypt'),
    await import('argon2'),
    await loadHashingEngine(),
  ];
  const tag = scryptSync(PASSWORD, SALT, 32, { N: 4096, r: 8, p: 1 });
  return {
    bcrypt: (await bcrypt.hash(PASSWORD, 4)).replace('$2b$', '$2y$'),
    scrypt: `$scrypt$ln=12,r=8,p=1$${base64(Buffer.from(SALT))}$${base64(tag)}`,
    pbkdf2: `pbkdf2_sha256$1000$${SALT}$${pbkdf2Sync(PASSWORD, SALT, 1000, 32, 'sha256').toString('base64')}`,
    argon2i: await argon2.hash(PASSWORD, {
      type: argon2.argon2i,
      memoryCost: 1024,
      timeCost: 2,
      parallelism: 1,
    }),
    argon2id: await engine.hash(PASSWORD, { memoryKib: 1024, timeCost: 1, parallelism: 1 }),
  };
}

const newcomer = (more: object = {}) => {
  const username = uniqueName();
  return { username, email: `${username}@example.com`, ...more };
};

const usersIn = (environment: OperatorEnvironment) => environment.look((database) => database.user.count());

describe('users import', () => {
  it('LOG-2, DR-1: lets users of every format log in with their old password, and makes their hash anew', async () => {
    const environment = await newOperatorEnvironment();
    const people = Object.entries(await hashes()).map(([format, passwordHash]) => ({
      format,
      record: newcomer({
        passwordHash,
        emailVerified: true,
        languageCode: 'pt-BR',
        createdAt: '2019-02-03T04:05:06Z',
      }),
    }));
    const file = await jsonLines(people.map(({ record }) => record));
    expect(await environment.ask('users', 'import', file)).toMatchObject({
      imported: people.length,
      hashes: Object.fromEntries(people.map(({ format }) => [format, 1])),
      weakHashes: people.length,
    });
    await environment.serve(async ({ client, database }) => {
      for (const { record } of people) {
        const input = { usernameOrEmail: record.email, password: PASSWORD };
        const wrong = await client.refusal(LoginDocument, { input: { ...input, password: `${PASSWORD}?` } });
        expect(wrong.code).toBe('INVALID_CREDENTIALS');
        const { login } = await client.run(LoginDocument, { input });
        expect(login.user).toMatchObject({
          username: record.username,
          emailVerified: true,
          languageCode: 'pt-BR',
        });
        expect(login.user.createdAt).toBe('2019-02-03T04:05:06.000Z');
        const { phc } = await database.passwordHash.findUniqueOrThrow({ where: { userId: login.user.id } });
        expect(phc).toMatch(`$argon2id$v=19$m=${DEFAULT_COST.memoryKib},t=${DEFAULT_COST.timeCost},`);
        // The new hash is of the same password.
        await client.run(LoginDocument, { input });
      }
    });
  }, 60_000);

  it('keeps who is suspended suspended, who administers an administrator, and everybody their id', async () => {
    const environment = await newOperatorEnvironment();
    const [suspended, admin] = [
      newcomer({ id: randomUUID(), status: 'SUSPENDED', suspendedUntil: '2999-01-01T00:00:00+01:00' }),
      newcomer({ id: randomUUID(), role: 'ADMIN', passwordHash: null }),
    ];
    await environment.ask('users', 'import', await jsonLines([suspended, admin]));
    const rows = await environment.look((database) =>
      database.user.findMany({
        orderBy: { role: 'asc' },
        select: { id: true, username: true, status: true, suspendedUntil: true, role: true },
      }),
    );
    expect(rows).toEqual([
      {
        id: (suspended as { id?: string }).id,
        username: suspended.username,
        status: 'SUSPENDED',
        suspendedUntil: new Date('2998-12-31T23:00:00Z'),
        role: 'USER',
      },
      { ...rows[1], id: (admin as { id?: string }).id, role: 'ADMIN', status: 'ACTIVE' },
    ]);
  }, 60_000);

  const suspended = (suspendedUntil: string) =>
    JSON.stringify(newcomer({ status: 'SUSPENDED', suspendedUntil }));

  it('tells every problem by its line, repeats no value, and writes nothing at all', async () => {
    const environment = await newOperatorEnvironment();
    const twice = newcomer();
    const lines: [string, readonly string[]][] = [
      [JSON.stringify(newcomer()), []],
      ['', []],
      ['{"username": "canary-broken', ['line']],
      ['["canary"]', ['line']],
      [JSON.stringify(newcomer({ username: 'canary canary' })), ['username']],
      [JSON.stringify(newcomer({ email: 'canary' })), ['email']],
      [JSON.stringify({ email: 'canary@example.com' }), ['username']],
      [JSON.stringify(newcomer({ emailVerified: 'canary' })), ['emailVerified']],
      [JSON.stringify(newcomer({ languageCode: 'canary_' })), ['languageCode']],
      [JSON.stringify(newcomer({ displayName: 'canary\ncanary' })), ['displayName']],
      [JSON.stringify(newcomer({ role: 'CANARY', status: 'CANARY' })), ['role', 'status']],
      [JSON.stringify(newcomer({ createdAt: '2999-01-01T00:00:00Z' })), ['createdAt']],
      [JSON.stringify(newcomer({ createdAt: '2019-02-03' })), ['createdAt']],
      [JSON.stringify(newcomer({ createdAt: '2023-02-29T12:30:00Z' })), ['createdAt']],
      [JSON.stringify(newcomer({ createdAt: '2024-02-29T24:00:00Z' })), ['createdAt']],
      [JSON.stringify(newcomer({ createdAt: '0000-01-01T00:00:00Z' })), ['createdAt']],
      [suspended('9999-12-31T23:59:59-01:00'), ['suspendedUntil']],
      [suspended('2030-04-31T00:00:00Z'), ['suspendedUntil']],
      [JSON.stringify(newcomer({ suspendedUntil: '2030-01-01T00:00:00Z' })), ['suspendedUntil']],
      [JSON.stringify(newcomer({ id: 'canary' })), ['id']],
      [JSON.stringify(newcomer({ passwordHash: 'canary' })), ['passwordHash']],
      [JSON.stringify(newcomer({ passwordHash: `$2b$31$${'c'.repeat(53)}` })), ['passwordHash']],
      [JSON.stringify(newcomer({ passwordhash: 'canary' })), ['line']],
      [JSON.stringify(twice), []],
      [JSON.stringify({ ...twice, username: twice.username.toUpperCase() }), ['username', 'email']],
      [JSON.stringify(newcomer({ username: 'x'.repeat(70_000) })), ['line']],
    ];
    const file = await textFile(
      Buffer.concat([...lines.map(([text]) => Buffer.from(`${text}\r\n`)), Buffer.from([0xff])]),
    );
    const refused = await environment.run('users', 'import', file, '--json');
    expect(refused.code).toBe(3);
    const { problems, problemCount } = JSON.parse(refused.stdout) as {
      problems: { line: number; field: string }[];
      problemCount: number;
    };
    const expected = lines.flatMap(([, fields], index) => fields.map((field) => `${index + 1} ${field}`));
    expect(problems.map(({ line, field }) => `${line} ${field}`).sort()).toEqual(
      [...expected, `${lines.length + 1} line`].sort(),
    );
    expect(problemCount).toBe(problems.length);
    const told = await environment.run('users', 'import', file);
    expect(told).toMatchObject({ code: 3, stdout: '' });
    for (const line of [
      '  line 5: username must have 3 to 32 letters, digits and underscores; --derive-usernames derives one from the email address',
      '  line 7: username is missing; --derive-usernames derives one from the email address',
    ])
      expect(told.stderr.split('\n')).toContain(line);
    expect(`${refused.stdout}${told.stderr}`).not.toMatch(/canary/i);
    expect(await usersIn(environment)).toBe(0);
  }, 60_000);

  it('writes nothing in a dry run, and the same file then as a whole', async () => {
    const environment = await newOperatorEnvironment();
    const file = await jsonLines(manyUsers(1500));
    expect(await environment.ask('users', 'import', file, '--dry-run')).toMatchObject({
      dryRun: true,
      imported: 0,
      usersInFile: 1500,
    });
    expect(await usersIn(environment)).toBe(0);
    expect(await environment.ask('users', 'import', file)).toMatchObject({ dryRun: false, imported: 1500 });
    expect(await usersIn(environment)).toBe(1500);
    const again = await environment.run('users', 'import', file);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to do') });
    const events = await environment.look((database) =>
      database.auditEvent.findMany({
        where: { type: 'users_imported' },
        select: { metadata: true },
        orderBy: { id: 'asc' },
      }),
    );
    expect(events).toEqual([{ metadata: { users: 1000 } }, { metadata: { users: 500 } }]);
  }, 60_000);

  it('refuses whoever is there already, and with --skip-existing leaves them as they are', async () => {
    const environment = await newOperatorEnvironment();
    const [one, other] = [newcomer(), newcomer()];
    await environment.ask('users', 'import', await jsonLines([one]));
    const file = await jsonLines([{ ...one, languageCode: 'de' }, other]);
    expect(await environment.run('users', 'import', file)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('line 1: user already exists'),
    });
    expect(await environment.ask('users', 'import', file, '--skip-existing')).toMatchObject({
      imported: 1,
      existing: 1,
    });
    const usurper = await jsonLines([newcomer(), { ...newcomer(), email: one.email.toUpperCase() }]);
    expect(await environment.run('users', 'import', usurper, '--skip-existing')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('line 2: email is taken by another user'),
    });
    expect(await usersIn(environment)).toBe(2);
  }, 60_000);

  it('names an unknown field, and the field that it may stand for', async () => {
    const environment = await newOperatorEnvironment();
    const unknown = {
      pasword_hash: 'canary',
      nickname: 'canary',
      email_address: 'canary',
      ['\u001b[2J\u202e']: 'canary',
    };
    const file = await jsonLines([newcomer(unknown)]);
    const { code, stderr } = await environment.run('users', 'import', file);
    expect(code).toBe(3);
    expect(stderr.split('\n').slice(1, 5)).toEqual([
      '  line 1: unknown field "pasword_hash"; did you mean "passwordHash"?',
      '  line 1: unknown field "nickname"',
      '  line 1: unknown field "email_address"; did you mean "email"?',
      '  line 1: unknown field "?[2J?"',
    ]);
    expect(stderr).not.toContain('canary');
  }, 60_000);

  it('says what is not a file', async () => {
    const environment = await newOperatorEnvironment();
    expect(await environment.run('users', 'import', '/nowhere')).toEqual({
      code: 3,
      stdout: '',
      stderr: '/nowhere cannot be read as a file.\n',
    });
  });

  it('is written by one of two that import the same file at once', async () => {
    const environment = await newOperatorEnvironment();
    const file = await jsonLines(manyUsers(3000));
    // An embedded database is open to one process: the other one is told so.
    const both = await Promise.all([1, 2].map(() => environment.run('users', 'import', file)));
    expect(both.map(({ code }) => code)).toContain(0);
    expect(await usersIn(environment)).toBe(3000);
  }, 60_000);
});
