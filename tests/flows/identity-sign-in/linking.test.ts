import { Duration } from '../../../src/core/duration.js';
import {
  LoginDocument,
  MeDocument,
  SignInWithPasskeyDocument,
  SignInWithRecoveryCodeDocument,
  SignInWithTotpDocument,
  UpdateProfileDocument,
} from '../../../src/generated/client/operations.js';
import { Authenticator as Key } from '../../support/authenticator.js';
import {
  GOOGLE_ON,
  identitiesOf,
  provenIdentity,
  refusalOf,
  signInWith,
  signUpWith,
} from '../../support/identities.js';
import { personWithPasskey, signedInput } from '../../support/passkeys.js';
import { newcomer, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { protectedPerson } from '../../support/second-factors.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: GOOGLE_ON });
}, START_LIMIT);
afterAll(() => service.stop());

async function verify({ tokens }: Person): Promise<void> {
  const data = { emailVerifiedAt: new Date() };
  await service.database.user.update({ where: { id: tokens.user.id }, data });
}

/** The challenge of a link to the account of this person. */
async function linkTo(person: Person) {
  await verify(person);
  const identity = provenIdentity({ email: person.email });
  const { code, challenge } = await refusalOf(service, identity);
  expect(code).toBe('LINK_REQUIRED');
  return { identity, linkChallenge: challenge };
}

const linked = async (accessToken: string) =>
  (await identitiesOf(service.client, accessToken)).map(({ provider }) => provider);

const logInWith = (person: Person, linkChallenge: string) => {
  const input = { usernameOrEmail: person.email, password: PASSWORD, linkChallenge };
  return service.client.ask(LoginDocument, { input });
};

/** The challenge of the second step, after a login that links. */
async function secondStepOf(person: Person, linkChallenge: string): Promise<string> {
  const { errors } = await logInWith(person, linkChallenge);
  expect(errors[0]?.extensions?.['code']).toBe('MFA_REQUIRED');
  return String(errors[0]?.extensions?.['challenge']);
}

describe('linkChallenge', () => {
  it('links the provider in a login, which ends no session', async () => {
    const person = await registerPerson(service.client);
    const { identity, linkChallenge } = await linkTo(person);
    const { data } = await logInWith(person, linkChallenge);
    expect(await linked(data?.login.accessToken ?? '')).toEqual(['google']);
    const signedIn = await signInWith(service, identity);
    expect(signedIn.viewer.account.id).toBe(person.tokens.user.id);
    expect((await service.client.ask(MeDocument, {}, { token: person.tokens.accessToken })).errors).toEqual(
      [],
    );
  });

  it('links after all factors alone: at the code, not at the password', async () => {
    const person = await protectedPerson(service);
    const { linkChallenge } = await linkTo(person);
    const challenge = await secondStepOf(person, linkChallenge);
    expect(await linked(person.tokens.accessToken)).toEqual([]);
    const input = { challenge, code: person.app.next(), linkChallenge };
    await service.client.run(SignInWithTotpDocument, { input });
    expect(await linked(person.tokens.accessToken)).toEqual(['google']);
  });

  it('links with a recovery code', async () => {
    const person = await protectedPerson(service);
    const { linkChallenge } = await linkTo(person);
    const challenge = await secondStepOf(person, linkChallenge);
    const input = { challenge, code: person.recoveryCodes[0] ?? '', linkChallenge };
    const { signInWithRecoveryCode } = await service.client.run(SignInWithRecoveryCodeDocument, { input });
    expect(await linked(signInWithRecoveryCode.accessToken)).toEqual(['google']);
  });

  it('links with a passkey', async () => {
    const key = new Key();
    const person = await personWithPasskey(service.client, key);
    await verify(person);
    const identity = provenIdentity({ email: person.email });
    const { challenge: linkChallenge, extras } = await refusalOf(service, identity);
    expect(extras['methods']).toEqual(['PASSKEY', 'PASSWORD']);
    const input = { ...(await signedInput(service.client, key)), linkChallenge };
    const { signInWithPasskey } = await service.client.run(SignInWithPasskeyDocument, { input });
    expect(await linked(signInWithPasskey.accessToken)).toEqual(['google']);
  });

  it('links with another provider', async () => {
    const { identity: first, email, tokens } = await signUpWith(service);
    const second = provenIdentity({ provider: 'github', issuer: 'https://github.example.com', email });
    const { challenge: linkChallenge, extras } = await refusalOf(service, second);
    expect(extras['methods']).toEqual(['PROVIDER']);
    await signInWith(service, first, { linkChallenge });
    expect(await linked(tokens.accessToken)).toEqual(['google', 'github']);
  });

  it('names one account: a sign-in to another one succeeds, links nothing and uses it up', async () => {
    const [person, other] = [await registerPerson(service.client), await registerPerson(service.client)];
    const { identity, linkChallenge } = await linkTo(person);
    const { data } = await logInWith(other, linkChallenge);
    expect(await linked(data?.login.accessToken ?? '')).toEqual([]);
    await logInWith(person, linkChallenge);
    expect(await linked(person.tokens.accessToken)).toEqual([]);
    expect((await refusalOf(service, identity)).code).toBe('LINK_REQUIRED');
  });

  it('stays after a wrong password, and is good for five minutes', async () => {
    const person = await registerPerson(service.client);
    const { linkChallenge } = await linkTo(person);
    const input = { usernameOrEmail: person.email, password: 'not this one', linkChallenge };
    expect(await service.client.refusal(LoginDocument, { input })).toMatchObject({
      code: 'INVALID_CREDENTIALS',
    });
    await logInWith(person, linkChallenge);
    expect(await linked(person.tokens.accessToken)).toEqual(['google']);

    const late = await registerPerson(service.client);
    const { linkChallenge: expired } = await linkTo(late);
    service.clock.advance(Duration.minutes(5));
    const { data } = await logInWith(late, expired);
    expect(await linked(data?.login.accessToken ?? '')).toEqual([]);
  });

  it('ends with the epoch of the account: a change of the user since then links nothing', async () => {
    const person = await registerPerson(service.client);
    const { linkChallenge } = await linkTo(person);
    const data = { credentialsEpoch: { increment: 1 } };
    await service.database.user.update({ where: { id: person.tokens.user.id }, data });
    const { data: answer } = await logInWith(person, linkChallenge);
    expect(await linked(answer?.login.accessToken ?? '')).toEqual([]);
  });

  it.each(['nonsense', 'x'.repeat(43), ''])('has no effect if it is unknown: %j', async (linkChallenge) => {
    const person = await registerPerson(service.client);
    const { data } = await logInWith(person, linkChallenge);
    expect(await linked(data?.login.accessToken ?? '')).toEqual([]);
  });

  it('is no challenge of a sign-up: that links nothing to an account', async () => {
    const person = await registerPerson(service.client);
    const { challenge } = await refusalOf(service, provenIdentity());
    await logInWith(person, challenge);
    expect(await linked(person.tokens.accessToken)).toEqual([]);
    const input = { displayName: newcomer().username };
    await service.client.as(person.tokens.accessToken).run(UpdateProfileDocument, { input });
  });
});
