import { Duration } from '../../src/core/duration.js';
import {
  MeDocument,
  MySessionsDocument,
  RefreshTokenDocument,
} from '../../src/generated/client/operations.js';
import { ageSession, untilUsed } from '../support/aged-sessions.js';
import { logIn, registerPerson } from '../support/people.js';
import { startService, type TestService } from '../support/service.js';

describe('refreshToken', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  const refresh = async (refreshToken: string) =>
    (await service.client.run(RefreshTokenDocument, { input: { refreshToken } })).refreshToken;
  const refuse = (refreshToken: string) =>
    service.client.refusal(RefreshTokenDocument, { input: { refreshToken } });

  it('trades a token for the next pair, in the same session', async () => {
    const { tokens } = await registerPerson(service.client);
    const next = await refresh(tokens.refreshToken);
    expect(next.refreshToken).not.toBe(tokens.refreshToken);
    const { me } = await service.client.as(next.accessToken).run(MySessionsDocument, {});
    expect(me.sessions).toHaveLength(1);
    await service.client.as(tokens.accessToken).run(MeDocument, {});
  });

  it('answers the token before within the grace, with the current generation', async () => {
    const { tokens } = await registerPerson(service.client);
    await refresh(tokens.refreshToken);
    const again = await refresh(tokens.refreshToken);
    await refresh(again.refreshToken);
  });

  it('ends the session when an old token comes back after the grace and the new one was used', async () => {
    const person = await registerPerson(service.client);
    const other = await logIn(service.client, person);
    const next = await refresh(person.tokens.refreshToken);
    await service.client.as(next.accessToken).run(MeDocument, {});
    await untilUsed(service.database, next.refreshToken);
    await ageSession(service.database, next.refreshToken);
    expect(await refuse(person.tokens.refreshToken)).toMatchObject({ code: 'TOKEN_REUSED', status: 401 });
    expect(await refuse(next.refreshToken)).toMatchObject({ code: 'TOKEN_INVALID' });
    expect(await service.client.as(next.accessToken).refusal(MeDocument, {})).toMatchObject({
      code: 'TOKEN_INVALID',
    });
    await service.client.as(other.accessToken).run(MeDocument, {});
  });

  it('ends the session when a token two steps old comes back, even at once', async () => {
    const { tokens } = await registerPerson(service.client);
    const second = await refresh(tokens.refreshToken);
    await refresh(second.refreshToken);
    expect(await refuse(tokens.refreshToken)).toMatchObject({ code: 'TOKEN_REUSED' });
    expect(
      service.log.lines.some(
        ({ sentence, level }) => sentence === 'refresh_token_reused' && level === 'warn',
      ),
    ).toBe(true);
  });

  it('does not move the end of the session', async () => {
    const own = await startService();
    const { tokens } = await registerPerson(own.client);
    const before = await own.client.as(tokens.accessToken).run(MySessionsDocument, {});
    own.clock.advance(Duration.minutes(10));
    const { refreshToken: next } = await own.client.run(RefreshTokenDocument, {
      input: { refreshToken: tokens.refreshToken },
    });
    const after = await own.client.as(next.accessToken).run(MySessionsDocument, {});
    expect(after.me.sessions[0]?.expiresAt).toBe(before.me.sessions[0]?.expiresAt);
    await own.stop();
  });

  it('refuses a suspended user, and says so', async () => {
    const { tokens } = await registerPerson(service.client);
    await service.database.user.update({ where: { id: tokens.user.id }, data: { status: 'SUSPENDED' } });
    expect(await refuse(tokens.refreshToken)).toMatchObject({ code: 'ACCOUNT_SUSPENDED', until: null });
    await service.database.session.deleteMany({ where: { userId: tokens.user.id } });
    expect(await refuse(tokens.refreshToken)).toMatchObject({ code: 'ACCOUNT_SUSPENDED' });
  });

  it('refuses a text that is no refresh token, and an input that is left out', async () => {
    const { tokens } = await registerPerson(service.client);
    for (const text of ['', 'nonsense', tokens.accessToken])
      expect(await refuse(text)).toMatchObject({ code: 'TOKEN_INVALID', status: 401 });
    expect(await service.client.refusal(RefreshTokenDocument, {})).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('says of a token past its time that it has expired', async () => {
    const own = await startService({ env: { REFRESH_TOKEN_TTL: '1h' } });
    const { tokens } = await registerPerson(own.client);
    own.clock.advance(Duration.minutes(61));
    const refused = await own.client.refusal(RefreshTokenDocument, {
      input: { refreshToken: tokens.refreshToken },
    });
    expect(refused).toMatchObject({ code: 'TOKEN_EXPIRED', status: 401 });
    await own.stop();
  });
});
