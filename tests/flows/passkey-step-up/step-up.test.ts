import { Duration } from '../../../src/core/duration.js';
import {
  ReauthenticateWithPasskeyDocument,
  RefreshTokenDocument,
  StartPasskeyReauthenticationDocument,
  StartPasskeyRegistrationDocument,
} from '../../../src/generated/client/operations.js';
import { type CeremonyOptions, type Deviation, FLAG } from '../../support/authenticator.js';
import type { Client } from '../../support/client.js';
import {
  beginSignIn,
  claimsOf,
  ORIGIN,
  type PasskeyPerson,
  personWithPasskey,
  signIn,
} from '../../support/passkeys.js';
import { atOnce } from '../../support/people.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
}, START_LIMIT);
afterAll(() => service.stop());

async function signed(client: Client, { authenticator }: PasskeyPerson, deviation: Deviation = {}) {
  const { startPasskeyReauthentication: begun } = await client.run(StartPasskeyReauthenticationDocument, {});
  const assertion = authenticator.assert(ORIGIN, begun.options as CeremonyOptions, deviation);
  return { challenge: begun.challenge, assertion };
}

const refusedWith = async (client: Client, input: Awaited<ReturnType<typeof signed>>) =>
  (await client.refusal(ReauthenticateWithPasskeyDocument, { input })).code;

describe('a step-up by passkey', () => {
  it('makes an old session fresh with its next refresh, and gives out no token', async () => {
    const person = await personWithPasskey(service.client);
    const tokens = await signIn(service.client, person.authenticator);
    service.clock.advance(Duration.minutes(11));
    const client = service.client.as(tokens.accessToken);
    expect((await client.refusal(StartPasskeyRegistrationDocument, {})).code).toBe('STEP_UP_REQUIRED');
    const input = await signed(client, person);
    const { reauthenticateWithPasskey } = await client.run(ReauthenticateWithPasskeyDocument, { input });
    expect(reauthenticateWithPasskey).toMatchObject({ success: true, acr: 'phr' });
    // A thief who copied the access token before does not profit.
    expect((await client.refusal(StartPasskeyRegistrationDocument, {})).code).toBe('STEP_UP_REQUIRED');
    const { refreshToken } = await service.client.run(RefreshTokenDocument, {
      input: { refreshToken: tokens.refreshToken },
    });
    expect(claimsOf(refreshToken)['auth_time']).toBe(
      Math.floor(new Date(reauthenticateWithPasskey.authenticatedAt).getTime() / 1000),
    );
    await service.client.as(refreshToken.accessToken).run(StartPasskeyRegistrationDocument, {});
  });

  it('PK-1: takes the challenge of its own session and purpose, once', async () => {
    const [person, other] = [
      await personWithPasskey(service.client),
      await personWithPasskey(service.client),
    ];
    const open = async ({ authenticator }: PasskeyPerson) =>
      service.client.as((await signIn(service.client, authenticator)).accessToken);
    const [client, elsewhere, stranger] = [await open(person), await open(person), await open(other)];
    for (const wrong of [elsewhere, stranger]) {
      const input = await signed(client, person);
      expect(await refusedWith(wrong, input)).toBe('TOKEN_INVALID');
      expect(await refusedWith(client, input)).toBe('TOKEN_INVALID');
    }
    const forSignIn = await beginSignIn(service.client);
    const assertion = person.authenticator.assert(ORIGIN, forSignIn.options as CeremonyOptions);
    expect(await refusedWith(client, { challenge: forSignIn.challenge, assertion })).toBe('TOKEN_INVALID');
    const input = await signed(client, person);
    await client.run(ReauthenticateWithPasskeyDocument, { input });
    expect(await refusedWith(client, input)).toBe('TOKEN_INVALID');
  });

  it.each<[string, Deviation]>([
    ['does not verify its user', { flags: (flags) => flags & ~FLAG.userVerified }],
    ['was used on another origin', { clientData: { origin: 'https://evil.example' } }],
    ['was used in an embedded page', { clientData: { crossOrigin: true } }],
  ])('refuses a passkey that %s, and lifts nothing', async (_name, deviation) => {
    const person = await personWithPasskey(service.client);
    const { accessToken, user } = await signIn(service.client, person.authenticator);
    service.clock.advance(Duration.minutes(11));
    const client = service.client.as(accessToken);
    expect(await refusedWith(client, await signed(client, person, deviation))).toBe('INVALID_CREDENTIALS');
    const sessions = await service.database.session.findMany({ where: { userId: user.id } });
    const latest = Math.max(...sessions.map(({ authenticatedAt }) => authenticatedAt.getTime()));
    expect(latest).toBeLessThan(service.clock.now().getTime() - Duration.minutes(10).milliseconds);
    const events = await service.database.auditEvent.findMany({ where: { userId: user.id } });
    expect(events.map(({ type }) => type)).toContain('reauthentication_failed');
  });

  it('refuses the passkey of another user', async () => {
    const [person, other] = [
      await personWithPasskey(service.client),
      await personWithPasskey(service.client),
    ];
    const { accessToken } = await signIn(service.client, person.authenticator);
    const client = service.client.as(accessToken);
    const { startPasskeyReauthentication: begun } = await client.run(
      StartPasskeyReauthenticationDocument,
      {},
    );
    const options = { ...(begun.options as object), allowCredentials: [] };
    const assertion = other.authenticator.assert(ORIGIN, options);
    expect(await refusedWith(client, { challenge: begun.challenge, assertion })).toBe('INVALID_CREDENTIALS');
  });

  it('lifts once for sixteen requests at once', async () => {
    const person = await personWithPasskey(service.client);
    const { accessToken } = await signIn(service.client, person.authenticator);
    const client = service.client.as(accessToken);
    const input = await signed(client, person);
    const results = await atOnce(16, () => client.run(ReauthenticateWithPasskeyDocument, { input }));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
