import { Duration } from '../../../src/core/duration.js';
import {
  ChangePasswordDocument,
  DeleteAccountDocument,
  ExportMyDataDocument,
  MeDocument,
  UnlinkProviderDocument,
} from '../../../src/generated/client/operations.js';
import { BESIDE } from '../../support/administrators.js';
import { ageAuthentication, refreshed } from '../../support/authentication.js';
import { Authenticator as Key } from '../../support/authenticator.js';
import {
  GOOGLE_ON,
  identitiesOf,
  provenIdentity,
  refusalOf,
  signInWith,
  signUpWith,
} from '../../support/identities.js';
import { addPasskey } from '../../support/passkeys.js';
import { logIn, registerPerson } from '../../support/people.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: GOOGLE_ON });
}, START_LIMIT);
afterAll(() => service.stop());

/** Links in the session of a signed-in user, as an operation does after the provider has proved the identity. */
async function link(token: string, identity = provenIdentity()): Promise<string> {
  const viewer = await service.factors.sessions.identify(token, BESIDE);
  await service.identities.identitySignIns.link(viewer, identity, BESIDE);
  return (await identitiesOf(service.client, token)).at(-1)?.id ?? '';
}

const unlinking = (token: string, id: string) =>
  service.client.refusal(UnlinkProviderDocument, { input: { id } }, { token });
const unlink = (token: string, id: string) =>
  service.client.run(UnlinkProviderDocument, { input: { id } }, { token });
const isAlive = async (token: string) =>
  (await service.client.ask(MeDocument, {}, { token })).errors.length === 0;

describe('a link in a session', () => {
  it('ends no session, and a second one changes nothing', async () => {
    const person = await registerPerson(service.client);
    const { accessToken } = person.tokens;
    const other = await logIn(service.client, person);
    const identity = provenIdentity();
    await link(accessToken, identity);
    await link(accessToken, identity);
    expect(await identitiesOf(service.client, accessToken)).toMatchObject([
      { provider: 'google', lastUsedAt: null },
    ]);
    expect([await isAlive(accessToken), await isAlive(other.accessToken)]).toEqual([true, true]);
    expect((await signInWith(service, identity)).viewer.account.id).toBe(person.tokens.user.id);
  });

  it('is refused for an identity of another user', async () => {
    const { identity } = await signUpWith(service);
    const { tokens } = await registerPerson(service.client);
    await expect(link(tokens.accessToken, identity)).rejects.toMatchObject({ code: 'IDENTITY_TAKEN' });
    expect(await identitiesOf(service.client, tokens.accessToken)).toEqual([]);
  });

  it('is refused for the eleventh identity, and by the session of somebody who was signed out', async () => {
    const { tokens } = await registerPerson(service.client);
    const viewer = await service.factors.sessions.identify(tokens.accessToken, BESIDE);
    for (let count = 0; count < 10; count += 1) await link(tokens.accessToken);
    await expect(link(tokens.accessToken)).rejects.toMatchObject({ extras: { reason: 'tooManyIdentities' } });
    await service.database.session.deleteMany({ where: { userId: tokens.user.id } });
    const late = service.identities.identitySignIns.link(viewer, provenIdentity(), BESIDE);
    await expect(late).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });
});

describe('unlinkProvider', () => {
  it('ends every other session, and the identity opens nothing any more', async () => {
    const person = await registerPerson(service.client);
    const { accessToken } = person.tokens;
    const identity = provenIdentity();
    const id = await link(accessToken, identity);
    const { accessToken: other } = await signInWith(service, identity);
    const { unlinkProvider } = await unlink(accessToken, id);
    expect(unlinkProvider).toMatchObject({ id, user: { id: person.tokens.user.id } });
    expect(await identitiesOf(service.client, accessToken)).toEqual([]);
    expect([await isAlive(accessToken), await isAlive(other)]).toEqual([true, false]);
    expect((await refusalOf(service, identity)).code).toBe('SIGN_UP_REQUIRED');
  });

  it('needs a fresh session', async () => {
    const { tokens } = await signUpWith(service);
    const [own] = await identitiesOf(service.client, tokens.accessToken);
    await ageAuthentication(service, tokens.accessToken, Duration.minutes(11));
    expect(await unlinking(tokens.accessToken, own?.id ?? '')).toMatchObject({ code: 'STEP_UP_REQUIRED' });
  });

  it('finds no identity of another user', async () => {
    const [person, other] = [await signUpWith(service), await registerPerson(service.client)];
    const [foreign] = await identitiesOf(service.client, person.tokens.accessToken);
    for (const id of [foreign?.id ?? '', 'nonsense'])
      expect(await unlinking(other.tokens.accessToken, id)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each([
    [
      'a password',
      async (token: string) => {
        const input = { currentPassword: null, newPassword: 'Correct-Horse-9' };
        await service.client.run(ChangePasswordDocument, { input }, { token });
      },
    ],
    [
      'a passkey',
      async (token: string) => {
        await addPasskey(service.client.as(token), new Key());
      },
    ],
    [
      'another provider',
      async (token: string) => {
        await link(token);
      },
    ],
  ])('keeps the last way in, and removes it beside %s', async (_what, add) => {
    const { tokens } = await signUpWith(service);
    const [own] = await identitiesOf(service.client, tokens.accessToken);
    const id = own?.id ?? '';
    expect(await unlinking(tokens.accessToken, id)).toMatchObject({ code: 'FORBIDDEN', reason: 'lastWayIn' });
    await add(tokens.accessToken);
    // A new factor lifts the session, and not the access tokens from before.
    const { accessToken } = await refreshed(service.client, tokens);
    await unlink(accessToken, id);
    const left = await identitiesOf(service.client, accessToken);
    expect(left.map((identity) => identity.id)).not.toContain(id);
  });
});

describe('the identities of a user', () => {
  it('are in the export, and are gone with the account', async () => {
    const { tokens, identity } = await signUpWith(service);
    const client = service.client.as(tokens.accessToken);
    const { exportMyData } = await client.run(ExportMyDataDocument, {});
    const { issuer, subject, email } = identity;
    expect((exportMyData as { identities: unknown }).identities).toEqual([
      {
        provider: 'google',
        issuer,
        subject,
        email: email?.address,
        createdAt: expect.any(String),
        lastUsedAt: expect.any(String),
      },
    ]);
    await client.run(DeleteAccountDocument, { input: {} });
    expect(await service.database.identity.count({ where: { subject } })).toBe(0);
    expect((await refusalOf(service, identity)).code).toBe('SIGN_UP_REQUIRED');
  });
});
