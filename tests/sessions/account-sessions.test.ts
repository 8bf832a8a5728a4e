import { randomUUID } from 'node:crypto';
import { Duration } from '../../src/core/duration.js';
import { DEFAULT_COST } from '../../src/credentials/passwords/hashing-cost.js';
import {
  ChangePasswordDocument,
  LoginDocument,
  LogoutDocument,
  MeDocument,
  MySessionsDocument,
  RefreshTokenDocument,
  RevokeSessionDocument,
} from '../../src/generated/client/operations.js';
import { claimsOf } from '../support/forgery.js';
import { logIn, PASSWORD, registerPerson } from '../support/people.js';
import {
  attempt,
  client,
  codeIn,
  engine,
  NEW_PASSWORD,
  reinstate,
  requestedToken,
  reset,
  service,
  suspend,
} from '../support/security-ground.js';

describe('login', () => {
  it('LOG-4: tells of a suspension only who knows the password', async () => {
    const { username, tokens } = await registerPerson(client);
    const until = Duration.minutes(10).after(service.clock.now());
    await suspend(tokens.user.id, until);
    expect(codeIn(await attempt(username, 'Wrong1Word!!'))).toBe('INVALID_CREDENTIALS');
    engine.forget();
    const { errors } = await attempt(username);
    expect(errors[0]?.extensions).toMatchObject({ code: 'ACCOUNT_SUSPENDED', until: until.toISOString() });
    expect(engine.verifications).toEqual([DEFAULT_COST]);
  });

  it('LOG-6: opens a session of its own each time, whatever the client brings along', async () => {
    const person = await registerPerson(client);
    const brought = { cookie: `__Host-rt=attacker; sid=${claimsOf(person.tokens.accessToken)['sid']}` };
    const options = { token: person.tokens.accessToken, headers: brought };
    const input = { usernameOrEmail: person.email, password: PASSWORD };
    const [one, two] = [
      await client.run(LoginDocument, { input }, options),
      await client.run(LoginDocument, { input }, options),
    ];
    const sessions = [person.tokens, one.login, two.login].map(
      ({ accessToken }) => claimsOf(accessToken)['sid'],
    );
    expect(new Set(sessions).size).toBe(3);
  });
});

describe('a session', () => {
  const isGood = async ({ accessToken }: { accessToken: string }) =>
    codeIn(await client.ask(MeDocument, {}, { token: accessToken }));
  const refreshes = async ({ refreshToken }: { refreshToken: string }) =>
    codeIn(await client.ask(RefreshTokenDocument, { input: { refreshToken } }));

  it('S-1: is over on the server after a logout, and a second logout is no mistake', async () => {
    const { tokens } = await registerPerson(client);
    const logout = () => client.run(LogoutDocument, { input: { refreshToken: tokens.refreshToken } }, {});
    const first = await client.as(tokens.accessToken).run(LogoutDocument, {});
    expect([await isGood(tokens), await refreshes(tokens)]).toEqual(['TOKEN_INVALID', 'TOKEN_INVALID']);
    expect(await logout()).toEqual(first);
    expect(await client.as(tokens.accessToken).run(LogoutDocument, {})).toEqual(first);
  });

  it('S-1: can be ended by its refresh token when the access token is past its time, or stale', async () => {
    const { tokens } = await registerPerson(client);
    service.clock.advance(Duration.minutes(16));
    expect(await isGood(tokens)).toBe('TOKEN_EXPIRED');
    const { refreshToken } = tokens;
    const { logout } = await client.as(tokens.accessToken).run(LogoutDocument, { input: { refreshToken } });
    expect(logout.success).toBe(true);
    expect(await refreshes(tokens)).toBe('TOKEN_INVALID');
  });

  it('S-2: is shown to and ended by its owner alone; to anybody else it is none', async () => {
    const [owner, other] = [await registerPerson(client), await registerPerson(client)];
    const id = String(claimsOf(owner.tokens.accessToken)['sid']);
    const asOther = client.as(other.tokens.accessToken);
    const tries = [id, id.toUpperCase(), randomUUID(), 'x', '', owner.tokens.user.id, '%'];
    const answers = await Promise.all(tries.map((one) => asOther.ask(RevokeSessionDocument, { id: one })));
    const shown = answers.map(({ text }) => text.replace(/"requestId":"[0-9a-f-]{36}"/, ''));
    expect(new Set(shown).size).toBe(1);
    expect(codeIn(answers[0] ?? { errors: [] })).toBe('NOT_FOUND');
    expect(await isGood(owner.tokens)).toBe('accepted');
    const { me } = await asOther.run(MySessionsDocument, {});
    expect(me.sessions.map((session) => session.id)).toEqual([claimsOf(other.tokens.accessToken)['sid']]);
    await client.as(owner.tokens.accessToken).run(RevokeSessionDocument, { id });
    expect(await isGood(owner.tokens)).toBe('TOKEN_INVALID');
  });

  it('S-2: of somebody else survives the ending of all the others of one’s own', async () => {
    const [owner, other] = [await registerPerson(client), await registerPerson(client)];
    await client.as(other.tokens.accessToken).run(LogoutDocument, { input: { everywhere: true } });
    await client.raw(
      'mutation { revokeOtherSessions { success } }',
      {},
      { token: (await logIn(client, other)).accessToken },
    );
    expect(await isGood(owner.tokens)).toBe('accepted');
  });

  it('S-3: ends with a password change elsewhere; the one that made the change goes on', async () => {
    const person = await registerPerson(client);
    const [second, third] = [await logIn(client, person), await logIn(client, person)];
    const link = await requestedToken(person);
    await client.as(second.accessToken).run(ChangePasswordDocument, {
      input: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD },
    });
    for (const tokens of [person.tokens, third])
      expect([await isGood(tokens), await refreshes(tokens)]).toEqual(['TOKEN_INVALID', 'TOKEN_INVALID']);
    expect(codeIn(await reset(link))).toBe('TOKEN_INVALID');
    expect([await isGood(second), await refreshes(second)]).toEqual(['accepted', 'accepted']);
  });

  it('S-3: ends with a password reset, every one', async () => {
    const person = await registerPerson(client);
    const all = [person.tokens, await logIn(client, person), await logIn(client, person)];
    await reset(await requestedToken(person));
    for (const tokens of all)
      expect([await isGood(tokens), await refreshes(tokens)]).toEqual(['TOKEN_INVALID', 'TOKEN_INVALID']);
  });

  it('AD-1: ends with a suspension, with every other and every link; no reinstatement brings one back', async () => {
    const person = await registerPerson(client);
    const all = [person.tokens, await logIn(client, person), await logIn(client, person)];
    const link = await requestedToken(person);
    await suspend(person.tokens.user.id);

    const ended = async () => {
      for (const tokens of all)
        expect([await isGood(tokens), await refreshes(tokens)]).toEqual([
          expect.stringMatching(/TOKEN_INVALID|ACCOUNT_SUSPENDED/),
          expect.stringMatching(/TOKEN_INVALID|ACCOUNT_SUSPENDED/),
        ]);
      expect(codeIn(await reset(link))).toBe('TOKEN_INVALID');
    };
    await ended();
    expect(codeIn(await attempt(person.email))).toBe('ACCOUNT_SUSPENDED');
    expect(codeIn(await attempt(person.username))).toBe('ACCOUNT_SUSPENDED');

    await reinstate(person.tokens.user.id);
    await ended();
    for (const tokens of all) expect(await isGood(tokens)).toBe('TOKEN_INVALID');
    expect(codeIn(await attempt(person.email))).toBe('accepted');
  });
});
