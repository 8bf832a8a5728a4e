import { randomBytes } from 'node:crypto';
import { deriveKeys } from '../../../src/app/registers.js';
import { systemRandomness } from '../../../src/core/randomness.js';
import { RegisterDocument } from '../../../src/generated/client/operations.js';
import { PASSWORD, uniqueName } from '../../support/people.js';
import { type Fixture, importInProcess } from './import-in-process.js';
import { jsonLines, newOperatorEnvironment, type OperatorEnvironment } from './operator-environment.js';

const usernames = (environment: OperatorEnvironment): Promise<Record<string, string>> =>
  environment.look(async (database) => {
    const users = await database.user.findMany({ select: { username: true, email: true } });
    return Object.fromEntries(users.map(({ username, email }) => [email, username]));
  });
const derive = (environment: OperatorEnvironment, file: string, ...more: string[]) =>
  environment.ask<{ imported: number; derivedUsernames: number; existing: number }>(
    'users',
    'import',
    file,
    '--derive-usernames',
    ...more,
  );

describe('users import --derive-usernames', () => {
  it('makes a username from the email address of a user who has none that fits', async () => {
    const environment = await newOperatorEnvironment();
    const file = await jsonLines([
      { email: 'Jane.Doe@example.com' },
      { email: 'jd@example.com', username: 'john.doe' },
      { email: 'kept@example.com', username: 'Kept_As_It_Is' },
      { email: 'tag+newsletter@example.com', username: null },
      { email: `${'long.'.repeat(12)}name@example.com` },
      { email: '_~_x_~_@example.com', username: 'x' },
      { email: '!!!@example.com' },
      { email: 'admin@example.com' },
      { email: 'support@example.com', username: 'support' },
      { email: 'ad.min@example.com' },
    ]);
    expect(await derive(environment, file, '--dry-run')).toMatchObject({ imported: 0, derivedUsernames: 8 });
    expect(await usernames(environment)).toEqual({});
    expect(await derive(environment, file)).toMatchObject({ imported: 10, derivedUsernames: 8 });
    expect(await usernames(environment)).toEqual({
      'Jane.Doe@example.com': 'jane_doe',
      'jd@example.com': 'user_jd',
      'kept@example.com': 'Kept_As_It_Is',
      'tag+newsletter@example.com': 'tag',
      [`${'long.'.repeat(12)}name@example.com`]: 'long_long_long_long_long_long_lo',
      '_~_x_~_@example.com': 'user_x',
      // `user` is reserved, as `admin` is; an operator may give a reserved name, but none is derived.
      '!!!@example.com': expect.stringMatching(/^user_[a-z2-7]{8}$/),
      'admin@example.com': expect.stringMatching(/^admin_[a-z2-7]{8}$/),
      'support@example.com': 'support',
      'ad.min@example.com': expect.stringMatching(/^ad_min_[a-z2-7]{8}$/),
    });
  }, 60_000);

  it('gives users of one local part an ending, whatever the order of the file', async () => {
    const lines = [
      { email: 'solo@one.example' },
      { email: 'solo@two.example' },
      { email: 'so.lo@one.example' },
      { email: 'given@one.example' },
      { email: 'other@one.example', username: 'GIVEN' },
      { email: `${'l'.repeat(40)}@one.example` },
      { email: `${'l'.repeat(41)}@one.example` },
    ];
    const secret = randomBytes(32);
    const [environment, reversed] = [
      await newOperatorEnvironment(secret),
      await newOperatorEnvironment(secret),
    ];
    await derive(environment, await jsonLines(lines));
    await derive(reversed, await jsonLines([...lines].reverse()));
    const derived = await usernames(environment);
    expect(derived).toEqual({
      'solo@one.example': expect.stringMatching(/^solo_[a-z2-7]{8}$/),
      'solo@two.example': expect.stringMatching(/^solo_[a-z2-7]{8}$/),
      'so.lo@one.example': 'so_lo',
      'given@one.example': expect.stringMatching(/^given_[a-z2-7]{8}$/),
      'other@one.example': 'GIVEN',
      [`${'l'.repeat(40)}@one.example`]: expect.stringMatching(/^l{23}_[a-z2-7]{8}$/),
      [`${'l'.repeat(41)}@one.example`]: expect.stringMatching(/^l{23}_[a-z2-7]{8}$/),
    });
    expect(await usernames(reversed)).toEqual(derived);
    // A username is public: without the secret, its ending confirms no guess of the address.
    const elsewhere = await newOperatorEnvironment();
    await derive(elsewhere, await jsonLines(lines));
    expect((await usernames(elsewhere))['solo@one.example']).not.toBe(derived['solo@one.example']);
  }, 60_000);

  it('gives an ending where a user of the database has the name, and knows an imported user by the address', async () => {
    const environment = await newOperatorEnvironment();
    await environment.ask('users', 'create', '--username', 'jane_doe', '--email', 'someone@example.com');
    const lines = [{ email: 'jane.doe@example.com' }];
    await derive(environment, await jsonLines(lines));
    const before = await usernames(environment);
    expect(before['jane.doe@example.com']).toMatch(/^jane_doe_[a-z2-7]{8}$/);
    const mended = await jsonLines([...lines, { email: 'joe@example.com' }]);
    expect(await environment.run('users', 'import', mended, '--derive-usernames')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('line 1: user already exists'),
    });
    expect(await derive(environment, mended, '--skip-existing')).toMatchObject({ imported: 1, existing: 1 });
    expect(await usernames(environment)).toEqual({ ...before, 'joe@example.com': 'joe' });
  }, 60_000);

  it('refuses a username that is not a text, and an address that is not one', async () => {
    const environment = await newOperatorEnvironment();
    const file = await jsonLines([{ email: 'a@example.com', username: 42 }, { email: 'nobody' }, {}]);
    const { code, stderr } = await environment.run('users', 'import', file, '--derive-usernames');
    expect(code).toBe(3);
    expect(stderr.split('\n').slice(1, 4)).toEqual([
      '  line 1: username must be a text',
      '  line 2: email must be an email address',
      '  line 3: email is missing',
    ]);
  }, 60_000);

  it('goes on with the same names where an earlier run stopped', async () => {
    const secret = randomBytes(32);
    const [whole, stopped] = [await newOperatorEnvironment(secret), await newOperatorEnvironment(secret)];
    const lines = Array.from({ length: 1100 }, (_, index) => ({
      email: `person.${index % 550}@${index < 550 ? 'one' : 'two'}-${Math.floor(index / 550)}.example`,
    }));
    const file = await jsonLines(lines);
    await derive(whole, file);
    await stopped.serve(async ({ database }) => {
      const { usernameEndings } = deriveKeys(secret, systemRandomness);
      const run = importInProcess(database, { derivedUsernames: 'made' }, usernameEndings);
      await expect(run(file, { stopAfter: 1000 })).rejects.toThrow('stopped by the test');
      expect(await database.user.count()).toBe(1000);
    });
    expect(await derive(stopped, file)).toMatchObject({ imported: 100 });
    expect(await usernames(stopped)).toEqual(await usernames(whole));
  }, 60_000);

  it('loses no user where others register the same names meanwhile', async () => {
    const environment = await newOperatorEnvironment();
    const names = Array.from({ length: 16 }, () => uniqueName().toLowerCase());
    const file = await jsonLines(names.map((name) => ({ email: `${name}@imported.example` })));
    await environment.serve(async ({ client, database }: Fixture) => {
      const run = importInProcess(database, { derivedUsernames: 'made' });
      const register = (username: string) =>
        client.run(RegisterDocument, {
          input: { username, email: `${username}@registered.example`, password: PASSWORD },
        });
      const [imported] = await Promise.allSettled([run(file), ...names.map(register)]);
      // A name that is taken between two looks stops the import, which can be run again.
      if (imported?.status === 'rejected') {
        expect(String(imported.reason)).toMatch(/is taken by another user|ImportStopped/);
        await run(file);
      }
      const users = await database.user.findMany({ select: { usernameKey: true, email: true } });
      expect(users.filter(({ email }) => email.endsWith('@imported.example'))).toHaveLength(names.length);
      expect(new Set(users.map(({ usernameKey }) => usernameKey)).size).toBe(users.length);
      for (const { usernameKey, email } of users)
        expect(usernameKey).toMatch(new RegExp(`^${email.split('@')[0]}(_[a-z2-7]{8})?$`));
    });
  }, 60_000);
});
