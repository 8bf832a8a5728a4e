import { Duration } from '../../../src/core/duration.js';
import {
  LinkProviderDocument,
  ReauthenticateWithProviderDocument,
  StartProviderReauthenticationDocument,
} from '../../../src/generated/client/operations.js';
import { ageAuthentication } from '../../support/authentication.js';
import { logIn, type Person, registerPerson, uniqueName } from '../../support/people.js';
import { protectedPerson, signInWithTotp } from '../../support/second-factors.js';
import { comeBack, PAGE, ProviderEnvironment } from './provider-environment.js';

let environment: ProviderEnvironment;
beforeAll(async () => {
  environment = await ProviderEnvironment.open();
});
afterAll(() => environment.stop());

const client = () => environment.service.client;
const now = () => Math.floor(Date.now() / 1000);

/** Somebody who signs in with this subject at the provider too. */
async function linked(person: Person, sub = uniqueName()): Promise<string> {
  const token = person.tokens.accessToken;
  const { challenge, result = '' } = await environment.result({ sub }, { link: true }, token);
  await client().run(LinkProviderDocument, { input: { challenge, result } }, { token });
  return sub;
}

async function begin(token: string) {
  const input = { provider: 'acme', returnTo: PAGE };
  const started = await client().run(StartProviderReauthenticationDocument, { input }, { token });
  return started.startProviderReauthentication;
}

async function resultOf(token: string, claims: Readonly<Record<string, unknown>>) {
  const { url, challenge } = await begin(token);
  const back = await comeBack(environment.service, 'acme', environment.provider.grant(url, claims));
  return { challenge, ...back };
}

async function refusalOf(token: string, claims: Readonly<Record<string, unknown>>) {
  const { challenge, result = '' } = await resultOf(token, claims);
  const input = { challenge, result };
  return (await client().refusal(ReauthenticateWithProviderDocument, { input }, { token })).code;
}

describe('a step-up with a provider', () => {
  it('asks the provider to let the user sign in again', async () => {
    const { tokens } = await registerPerson(client());
    const asked = new URL((await begin(tokens.accessToken)).url).searchParams;
    expect([asked.get('prompt'), asked.get('max_age')]).toEqual(['login', '0']);
  });

  it('makes the session fresh', async () => {
    const person = await registerPerson(client());
    const sub = await linked(person);
    const token = person.tokens.accessToken;
    await ageAuthentication(environment.service, token, Duration.minutes(11));
    const { challenge, result = '' } = await resultOf(token, { sub, auth_time: now() });
    const input = { challenge, result };
    const answer = await client().run(ReauthenticateWithProviderDocument, { input }, { token });
    const { authenticatedAt, acr } = answer.reauthenticateWithProvider;
    expect(acr).toBe('aal1');
    expect(Date.now() - new Date(String(authenticatedAt)).getTime()).toBeLessThan(60_000);
  });

  it('refuses a person who signed in at the provider before it began, if the provider tells when', async () => {
    const person = await registerPerson(client());
    const sub = await linked(person);
    const back = await resultOf(person.tokens.accessToken, { sub, auth_time: now() - 600 });
    expect(back.error).toBe('provider_failed');
    const event = await environment.service.database.auditEvent.findFirst({
      where: { type: 'provider_sign_in_failed' },
      orderBy: { id: 'desc' },
    });
    expect(event?.metadata).toEqual({ provider: 'acme', because: 'notFresh' });
  });

  it('refuses the account of another person at the provider, and one that nobody has linked', async () => {
    const [person, other] = [await registerPerson(client()), await registerPerson(client())];
    await linked(person);
    const foreign = await linked(other);
    for (const sub of [foreign, uniqueName()])
      expect(await refusalOf(person.tokens.accessToken, { sub })).toBe('INVALID_CREDENTIALS');
  });

  it('ends in the session that began it, and is good for nothing else', async () => {
    const person = await registerPerson(client());
    const sub = await linked(person);
    const elsewhere = await logIn(client(), person);
    const { challenge, result = '' } = await resultOf(person.tokens.accessToken, { sub });
    const input = { challenge, result };
    const refused = await client().refusal(
      ReauthenticateWithProviderDocument,
      { input },
      { token: elsewhere.accessToken },
    );
    expect(refused.code).toBe('TOKEN_INVALID');
    const again = await resultOf(person.tokens.accessToken, { sub: uniqueName() });
    const asLink = { input: { challenge: again.challenge, result: again.result ?? '' } };
    const linking = await client().refusal(LinkProviderDocument, asLink, {
      token: person.tokens.accessToken,
    });
    expect(linking.code).toBe('TOKEN_INVALID');
  });

  it('is not enough for a user with a second factor', async () => {
    const person = await protectedPerson(environment.service);
    const tokens = await signInWithTotp(client(), person);
    const sub = await linked({ ...person, tokens });
    expect(await refusalOf(tokens.accessToken, { sub })).toBe('STEP_UP_REQUIRED');
  });
});
