import { Duration } from '../../src/core/duration.js';
import { LogoutDocument, MeDocument, RefreshTokenDocument } from '../../src/generated/client/operations.js';
import { logIn, registerPerson } from '../support/people.js';
import { startService, type TestService } from '../support/service.js';

describe('logout', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  const isSignedIn = async (accessToken: string) =>
    (await service.client.as(accessToken).ask(MeDocument, {})).errors.length === 0;

  it('S-1: ends this session by its access token, and no other', async () => {
    const person = await registerPerson(service.client);
    const other = await logIn(service.client, person);
    const { logout } = await service.client.as(person.tokens.accessToken).run(LogoutDocument, {});
    expect(logout).toEqual({ success: true, message: 'Logout successful' });
    expect(await isSignedIn(person.tokens.accessToken)).toBe(false);
    expect(await isSignedIn(other.accessToken)).toBe(true);
    const { refreshToken } = person.tokens;
    expect(await service.client.refusal(RefreshTokenDocument, { input: { refreshToken } })).toMatchObject({
      code: 'TOKEN_INVALID',
    });
  });

  it('S-1: ends this session by its refresh token when the access token has expired', async () => {
    const own = await startService();
    const { tokens } = await registerPerson(own.client);
    own.clock.advance(Duration.minutes(16));
    const stale = own.client.as(tokens.accessToken);
    expect(await stale.refusal(LogoutDocument, {})).toMatchObject({ code: 'TOKEN_EXPIRED' });
    const { refreshToken } = tokens;
    await stale.run(LogoutDocument, { input: { refreshToken } });
    expect(await own.client.refusal(RefreshTokenDocument, { input: { refreshToken } })).toMatchObject({
      code: 'TOKEN_INVALID',
    });
    expect(await own.database.session.count({ where: { userId: tokens.user.id } })).toBe(0);
    await own.stop();
  });

  it('ends every session of the user, by either token', async () => {
    for (const proof of ['access', 'refresh'] as const) {
      const person = await registerPerson(service.client);
      const other = await logIn(service.client, person);
      const client = proof === 'access' ? service.client.as(other.accessToken) : service.client;
      const refreshToken = proof === 'refresh' ? other.refreshToken : null;
      await client.run(LogoutDocument, { input: { everywhere: true, refreshToken } });
      expect(await isSignedIn(person.tokens.accessToken)).toBe(false);
      expect(await isSignedIn(other.accessToken)).toBe(false);
    }
  });

  it('lets an old refresh token end its own session alone', async () => {
    const person = await registerPerson(service.client);
    const other = await logIn(service.client, person);
    const step = async (refreshToken: string) =>
      (await service.client.run(RefreshTokenDocument, { input: { refreshToken } })).refreshToken;
    const second = await step(person.tokens.refreshToken);
    await step(second.refreshToken);
    const { refreshToken } = person.tokens;
    const everywhere = { input: { refreshToken, everywhere: true } };
    expect(await service.client.refusal(LogoutDocument, everywhere)).toMatchObject({ code: 'TOKEN_REUSED' });
    await service.client.run(LogoutDocument, { input: { refreshToken } });
    expect(await isSignedIn(second.accessToken)).toBe(false);
    expect(await isSignedIn(other.accessToken)).toBe(true);
  });

  it('S-1: succeeds again for a session that has ended, by either token, with the same answer', async () => {
    const { tokens } = await registerPerson(service.client);
    const client = service.client.as(tokens.accessToken);
    const first = await client.run(LogoutDocument, {});
    expect(await client.run(LogoutDocument, {})).toEqual(first);
    const { refreshToken } = tokens;
    expect(await service.client.run(LogoutDocument, { input: { refreshToken } })).toEqual(first);
  });

  it('asks for a token', async () => {
    expect(await service.client.refusal(LogoutDocument, {})).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await service.client.as('nonsense').refusal(LogoutDocument, {})).toMatchObject({
      code: 'TOKEN_INVALID',
    });
  });
});
