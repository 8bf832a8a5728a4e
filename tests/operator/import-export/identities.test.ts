import { LoginDocument } from '../../../src/generated/client/operations.js';
import { uniqueName } from '../../support/people.js';
import { jsonLines, newOperatorEnvironment, runHere, textFile } from './operator-environment.js';

let subjects = 0;
const google = (more: object = {}) => {
  subjects += 1;
  return { provider: 'google', subject: `10800000000000000000${subjects}`, ...more };
};
const newcomer = (more: object = {}) => {
  const username = uniqueName();
  return { username, email: `${username}@example.com`, ...more };
};

describe('users import of accounts at providers', () => {
  it('links them to users, with or without a password, and knows the issuers of google, github and apple', async () => {
    const environment = await newOperatorEnvironment();
    const github = { provider: 'github', subject: '583231', email: 'Octo@example.com' };
    const own = { provider: 'acme', issuer: 'https://login.acme.example/', subject: 'a|b' };
    const ada = newcomer({ identities: [google(), github, { provider: 'apple', subject: '001.abc' }, own] });
    const answer = await environment.ask('users', 'import', await jsonLines([ada, newcomer()]));
    const identities = { google: 1, github: 1, apple: 1, acme: 1 };
    expect(answer).toMatchObject({ imported: 2, identities, hashes: { none: 2 } });
    await environment.look(async (database) => {
      const { identities, provisioned } = await database.user.findUniqueOrThrow({
        where: { usernameKey: ada.username.toLowerCase() },
        select: { provisioned: true, identities: { orderBy: { issuer: 'asc' } } },
      });
      expect(provisioned).toBe(true);
      expect(identities.map(({ issuer, email, lastUsedAt }) => ({ issuer, email, lastUsedAt }))).toEqual([
        { issuer: 'https://accounts.google.com', email: null, lastUsedAt: null },
        { issuer: 'https://appleid.apple.com', email: null, lastUsedAt: null },
        { issuer: 'https://github.com/login/oauth', email: 'Octo@example.com', lastUsedAt: null },
        { issuer: 'https://login.acme.example/', email: null, lastUsedAt: null },
      ]);
    });
    await environment.serve(async ({ client }) => {
      const input = { usernameOrEmail: ada.email, password: '' };
      expect((await client.refusal(LoginDocument, { input })).code).toBe('INVALID_CREDENTIALS');
    });
  }, 120_000);

  it('reads what `users export` writes to the same', async () => {
    const [one, other] = [await newOperatorEnvironment(), await newOperatorEnvironment()];
    const people = [newcomer({ identities: [google({ email: 'ada@example.com' }), google()] }), newcomer()];
    await one.ask('users', 'import', await jsonLines(people));
    const { stdout } = await one.run('users', 'export');
    expect(stdout).toContain('"issuer":"https://accounts.google.com"');
    await other.ask('users', 'import', await textFile(stdout));
    expect((await other.run('users', 'export')).stdout).toBe(stdout);
  }, 120_000);

  it('refuses one account for two users, in the file and in the database, before it writes anything', async () => {
    const environment = await newOperatorEnvironment();
    const [taken, repeated] = [google(), google()];
    await environment.ask('users', 'import', await jsonLines([newcomer({ identities: [taken] })]));
    const file = await jsonLines([
      newcomer({ identities: [repeated] }),
      newcomer({ identities: [google(), repeated] }),
      newcomer({ identities: [taken] }),
      newcomer(),
    ]);
    const { code, stderr } = await environment.run('users', 'import', file, '--skip-existing');
    expect(code).not.toBe(0);
    expect(stderr).toContain('line 2: identities is the same as in line 1');
    expect(stderr).toContain('line 3: identities has an account that belongs to another user');
    expect(await environment.look((database) => database.user.count())).toBe(1);
  }, 120_000);

  it('skips a user who exists with the same accounts', async () => {
    const environment = await newOperatorEnvironment();
    const ada = newcomer({ identities: [google()] });
    await environment.ask('users', 'import', await jsonLines([ada]));
    const again = await jsonLines([ada, newcomer()]);
    expect(await environment.ask('users', 'import', again, '--skip-existing')).toMatchObject({
      imported: 1,
      existing: 1,
    });
  }, 120_000);

  it('refuses accounts that could never sign in, and repeats none of their values', async () => {
    const environment = await newOperatorEnvironment();
    const same = google();
    const bad: unknown[] = [
      { google: 'canary' },
      [],
      Array.from({ length: 11 }, () => google()),
      ['canary'],
      [{ provider: 'google' }],
      [google({ subject: 7 })],
      [google({ subject: 'canary canary' })],
      [google({ subject: 'c'.repeat(256) })],
      [google({ name: 'canary' })],
      [google({ issuer: 'https://canary.example' })],
      [google({ email: 'canary' })],
      [{ provider: 'Google', subject: 'canary' }],
      [{ provider: 'my-own', subject: 'canary', issuer: 'https://canary.example' }],
      [{ provider: 'microsoft', subject: 'canary' }],
      [{ provider: 'acme', subject: 'canary', issuer: 'http://canary.example' }],
      [{ provider: 'acme', subject: 'canary', issuer: 'canary' }],
      [same, same],
    ];
    const file = await jsonLines(bad.map((identities) => newcomer({ identities })));
    const { code, stderr } = await environment.run('users', 'import', file);
    expect(code).not.toBe(0);
    for (const index of bad.keys()) expect(stderr).toContain(`line ${index + 1}: identities must`);
    expect(stderr).not.toContain('canary');
    expect(await environment.look((database) => database.user.count())).toBe(0);
  }, 120_000);
});

describe('users create --without-password', () => {
  it('makes an account without a password, and mails nothing', async () => {
    const environment = await newOperatorEnvironment();
    const words = [
      'users',
      'create',
      '--username',
      'ada',
      '--email',
      'ada@example.com',
      '--without-password',
    ];
    const created = await runHere(words, environment.env);
    expect(created).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Created ada .* without a password\.\n$/),
    });
    const [hashes, mails, user] = await environment.look(async (database) => [
      await database.passwordHash.count(),
      await database.outboxMail.count(),
      await database.user.findFirstOrThrow({ select: { provisioned: true } }),
    ]);
    expect([hashes, mails, user]).toEqual([0, 0, { provisioned: true }]);
    expect((await runHere([...words, '--password-stdin'], environment.env, 'x')).code).toBe(2);
  }, 60_000);
});
