import { Duration } from '../../../src/core/duration.js';
import {
  CompleteProviderSignInDocument,
  LinkProviderDocument,
  StartProviderSignInDocument,
} from '../../../src/generated/client/operations.js';
import { ageAuthentication } from '../../support/authentication.js';
import { identitiesOf } from '../../support/identities.js';
import { logIn, type Person, registerPerson, uniqueName } from '../../support/people.js';
import { PAGE, ProviderEnvironment } from './provider-environment.js';

let environment: ProviderEnvironment;
beforeAll(async () => {
  environment = await ProviderEnvironment.open();
});
afterAll(() => environment.stop());

const client = () => environment.service.client;
const link = { link: true };
const resultOf = async (person: Person, sub: string, input: object = link) => {
  const { challenge, result = '' } = await environment.result({ sub }, input, person.tokens.accessToken);
  return { challenge, result };
};
const refusalOf = (input: { challenge: string; result: string }, token: string) =>
  client().refusal(LinkProviderDocument, { input }, { token });

describe('linking a provider', () => {
  it('lets the user sign in with it afterwards, and keeps the session', async () => {
    const person = await registerPerson(client());
    const [sub, token] = [uniqueName(), person.tokens.accessToken];
    const input = await resultOf(person, sub);
    const { linkProvider } = await client().run(LinkProviderDocument, { input }, { token });
    expect(linkProvider.user.username).toBe(person.username);
    expect(await identitiesOf(client(), token)).toMatchObject([{ provider: 'acme' }]);
    const { challenge, result = '' } = await environment.result({ sub });
    const signedIn = await client().run(CompleteProviderSignInDocument, { input: { challenge, result } });
    expect(signedIn.completeProviderSignIn.user.username).toBe(person.username);
  });

  it('needs an access token to begin, and a fresh session', async () => {
    const person = await registerPerson(client());
    const input = { provider: 'acme', returnTo: PAGE, link: true };
    expect((await client().refusal(StartProviderSignInDocument, { input })).code).toBe('UNAUTHENTICATED');
    const token = person.tokens.accessToken;
    await ageAuthentication(environment.service, token, Duration.minutes(11));
    expect((await client().refusal(StartProviderSignInDocument, { input }, { token })).code).toBe(
      'STEP_UP_REQUIRED',
    );
  });

  it('needs a fresh session at its end too', async () => {
    const person = await registerPerson(client());
    const input = await resultOf(person, uniqueName());
    const token = person.tokens.accessToken;
    await ageAuthentication(environment.service, token, Duration.minutes(11));
    expect((await refusalOf(input, token)).code).toBe('STEP_UP_REQUIRED');
  });

  it('ends in the session that began it, not in another one, and not in that of another user', async () => {
    const [person, other] = [await registerPerson(client()), await registerPerson(client())];
    const elsewhere = await logIn(client(), person);
    for (const token of [elsewhere.accessToken, other.tokens.accessToken]) {
      const input = await resultOf(person, uniqueName());
      expect((await refusalOf(input, token)).code).toBe('TOKEN_INVALID');
    }
  });

  it('is no sign-in, and a sign-in is no link: a victim who is lured into either gains nothing', async () => {
    const person = await registerPerson(client());
    const begunToSignIn = await environment.result({ sub: uniqueName() });
    const { challenge, result = '' } = begunToSignIn;
    expect((await refusalOf({ challenge, result }, person.tokens.accessToken)).code).toBe('TOKEN_INVALID');
    const input = await resultOf(person, uniqueName());
    expect((await client().refusal(CompleteProviderSignInDocument, { input })).code).toBe('TOKEN_INVALID');
  });

  it('refuses the account of another user at the provider', async () => {
    const [first, second] = [await registerPerson(client()), await registerPerson(client())];
    const sub = uniqueName();
    const input = await resultOf(first, sub);
    await client().run(LinkProviderDocument, { input }, { token: first.tokens.accessToken });
    const again = await resultOf(second, sub);
    expect((await refusalOf(again, second.tokens.accessToken)).code).toBe('IDENTITY_TAKEN');
  });
});
