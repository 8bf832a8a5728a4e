import { DEFAULT_COST } from '../../../src/credentials/passwords/hashing-cost.js';
import { LoginDocument, MeDocument, MySessionsDocument } from '../../../src/generated/client/operations.js';
import { type WatchedEngine, watchHashing } from '../../support/counting.js';
import { claimsOf } from '../../support/outcomes.js';
import { PASSWORD, registerPerson, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

describe('login', () => {
  let engine: WatchedEngine;
  let service: TestService;
  beforeAll(async () => {
    engine = await watchHashing();
    service = await startService({ adapters: { hashingEngine: engine } });
  });
  afterAll(() => service.stop());

  it('LOG-5: takes the username or the email, in any case', async () => {
    const { username, email, tokens } = await registerPerson(service.client);
    for (const usernameOrEmail of [username, username.toUpperCase(), email, ` ${email.toUpperCase()} `]) {
      const { login } = await service.client.run(LoginDocument, {
        input: { usernameOrEmail, password: PASSWORD },
      });
      expect(login.user.id).toBe(tokens.user.id);
    }
  });

  it('notes when the user last logged in', async () => {
    const { email } = await registerPerson(service.client);
    const { login } = await service.client.run(LoginDocument, {
      input: { usernameOrEmail: email, password: PASSWORD },
    });
    expect(Date.parse(String(login.user.lastLoginAt))).toBeGreaterThan(Date.now() - 60_000);
    const { me } = await service.client.as(login.accessToken).run(MeDocument, {});
    expect(me?.lastLoginAt).toBe(login.user.lastLoginAt);
  });

  it('LOG-6: opens a session of its own each time, whatever the client brings along, and ends none', async () => {
    const { email, tokens } = await registerPerson(service.client);
    const cookie = `__Host-rt=attacker; sid=${claimsOf(tokens.accessToken)['sid']}`;
    const options = { token: tokens.accessToken, headers: { cookie } };
    const input = { usernameOrEmail: email, password: PASSWORD };
    const all = [tokens];
    for (const _time of [1, 2]) all.push((await service.client.run(LoginDocument, { input }, options)).login);
    expect(new Set(all.map(({ accessToken }) => claimsOf(accessToken)['sid'])).size).toBe(3);
    for (const { accessToken } of all) {
      const { me } = await service.client.as(accessToken).run(MySessionsDocument, {});
      expect(me?.sessions).toHaveLength(3);
      expect(me?.sessions?.filter(({ current }) => current)).toHaveLength(1);
    }
  });

  it('refuses a wrong password and nobody alike', async () => {
    const { email } = await registerPerson(service.client);
    const wrong = { usernameOrEmail: email, password: 'Password123?' };
    const nobody = { usernameOrEmail: uniqueName(), password: PASSWORD };
    for (const input of [wrong, nobody]) {
      expect(await service.client.refusal(LoginDocument, { input })).toEqual({
        code: 'INVALID_CREDENTIALS',
        status: 401,
        message: 'Invalid credentials',
        requestId: expect.any(String),
      });
    }
  });

  it('LOG-4: tells of a suspension, and of its end, only after the password was right', async () => {
    const { email, tokens } = await registerPerson(service.client);
    const until = new Date(Date.now() + 3_600_000);
    await service.database.user.update({
      where: { id: tokens.user.id },
      data: { status: 'SUSPENDED', suspendedUntil: until },
    });
    const right = { usernameOrEmail: email, password: PASSWORD };
    engine.forget();
    expect(await service.client.refusal(LoginDocument, { input: right })).toMatchObject({
      code: 'ACCOUNT_SUSPENDED',
      status: 403,
      message: 'Account suspended',
      until: until.toISOString(),
    });
    expect(engine.verifications).toEqual([DEFAULT_COST]);
    const wrong = { usernameOrEmail: email, password: 'Password123?' };
    expect(await service.client.refusal(LoginDocument, { input: wrong })).toMatchObject({
      code: 'INVALID_CREDENTIALS',
    });
  });

  it('lets a user in again when the suspension has come to its end', async () => {
    const { email, tokens } = await registerPerson(service.client);
    await service.database.user.update({
      where: { id: tokens.user.id },
      data: { status: 'SUSPENDED', suspendedUntil: new Date(Date.now() - 1000) },
    });
    const { login } = await service.client.run(LoginDocument, {
      input: { usernameOrEmail: email, password: PASSWORD },
    });
    expect(login.user.status).toBe('ACTIVE');
  });

  it('is not hindered by a stale access token in the header', async () => {
    const { email } = await registerPerson(service.client);
    const input = { usernameOrEmail: email, password: PASSWORD };
    await service.client.as('stale').run(LoginDocument, { input });
  });
});
