import { randomUUID } from 'node:crypto';
import { getNamedType } from 'graphql';
import { unansweredSchema } from '../../../src/app/printed-schema.js';
import {
  CompleteProviderSignInDocument,
  CompleteSignUpDocument,
  LoginDocument,
  RefreshTokenDocument,
  RegisterDocument,
  SignInWithCodeDocument,
  SignInWithIdTokenDocument,
  SignInWithPasskeyDocument,
  SignInWithRecoveryCodeDocument,
  SignInWithTotpDocument,
  StartIdTokenSignInDocument,
} from '../../../src/generated/client/operations.js';
import { Authenticator as Key } from '../../support/authenticator.js';
import type { Answer } from '../../support/client.js';
import { provenIdentity, refusalOf } from '../../support/identities.js';
import { askForCode, CODES_ON } from '../../support/mailed-codes.js';
import { claimsOf, codesOf } from '../../support/outcomes.js';
import { addPasskey, signedInput } from '../../support/passkeys.js';
import { newcomer, PASSWORD, uniqueName } from '../../support/people.js';
import {
  challengeOf,
  type ProtectedPerson,
  protectedPerson,
  signInWithTotp,
} from '../../support/second-factors.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';
import { StandInProvider } from '../../support/stand-in-provider.js';
import { comeBack, settingsOf, start } from '../provider-sign-in/provider-environment.js';

type Way = (person: ProtectedPerson) => Promise<Answer<unknown>>;

/** Every operation that answers with the tokens of a session, as a user with a second factor asks it. */
const WAYS: Readonly<Record<string, Way>> = {
  login: ({ email }) => {
    const input = { usernameOrEmail: email, password: PASSWORD };
    return service.client.ask(LoginDocument, { input });
  },
  // Nobody registers an account that exists.
  register: ({ email, username }) =>
    service.client.ask(RegisterDocument, { input: { ...newcomer(), email, username } }),
  // Nobody signs up with the address of an account that exists.
  completeSignUp: async ({ email, username }) => {
    const { challenge } = await refusalOf(service, provenIdentity({ email, emailProven: false }));
    return service.client.ask(CompleteSignUpDocument, { input: { challenge, username, email } });
  },
  refreshToken: async (person) => {
    const { refreshToken } = await signInWithTotp(service.client, person);
    return service.client.ask(RefreshTokenDocument, { input: { refreshToken } });
  },
  signInWithTotp: async (person) => {
    const input = { challenge: await challengeOf(service.client, person), code: person.app.next() };
    return service.client.ask(SignInWithTotpDocument, { input });
  },
  signInWithRecoveryCode: async (person) => {
    const code = person.recoveryCodes.pop() ?? '';
    const input = { challenge: await challengeOf(service.client, person), code };
    return service.client.ask(SignInWithRecoveryCodeDocument, { input });
  },
  signInWithCode: async (person) => {
    // An account that never proved its mailbox would be reclaimed, and its factor would end.
    await service.database.user.update({
      where: { id: person.tokens.user.id },
      data: { emailVerifiedAt: new Date() },
    });
    const input = await askForCode(service, person.email);
    return service.client.ask(SignInWithCodeDocument, { input });
  },
  signInWithPasskey: async (person) => {
    const key = new Key();
    const { accessToken } = await signInWithTotp(service.client, person);
    await addPasskey(service.client.as(accessToken), key);
    const input = await signedInput(service.client, key);
    return service.client.ask(SignInWithPasskeyDocument, { input });
  },
  completeProviderSignIn: async (person) => {
    const sub = await linked(person);
    const { url, challenge } = await start(service);
    const { result = '' } = await comeBack(service, 'acme', provider.grant(url, { sub }));
    return service.client.ask(CompleteProviderSignInDocument, { input: { challenge, result } });
  },
  signInWithIdToken: async (person) => {
    const sub = await linked(person);
    const input = { provider: 'acme' };
    const begun = await service.client.run(StartIdTokenSignInDocument, { input });
    const { challenge, nonce } = begun.startIdTokenSignIn;
    const idToken = await provider.sign({ sub, nonce });
    return service.client.ask(SignInWithIdTokenDocument, { input: { challenge, idToken } });
  },
};

/** The person has linked an account at the provider. @returns its subject there */
async function linked({ tokens }: ProtectedPerson): Promise<string> {
  const [id, subject] = [randomUUID(), uniqueName()];
  const { issuer } = provider;
  const userId = tokens.user.id;
  const data = { id, userId, provider: 'acme', issuer, subject, createdAt: new Date() };
  await service.database.identity.create({ data });
  return subject;
}

const schema = await unansweredSchema();
const answering = Object.values(schema.getMutationType()?.getFields() ?? {})
  .filter(({ type }) => getNamedType(type).name === 'AuthPayload')
  .map(({ name }) => name);

let provider: StandInProvider;
let service: TestService;
beforeAll(async () => {
  provider = await StandInProvider.open();
  service = await startService({
    env: { ...CODES_ON, SIGN_IN_PROVIDERS: 'acme', ...settingsOf('acme', provider) },
  });
}, START_LIMIT);
afterAll(async () => {
  await service.stop();
  await provider.close();
});

describe('every operation that answers with tokens', () => {
  it('MFA-2: is in the table of this test', () => {
    expect(answering.sort()).toEqual(Object.keys(WAYS).sort());
  });

  it.each(Object.keys(WAYS))(
    'MFA-2: asks a user with a second factor for it, or has it already: %s',
    async (name) => {
      const person = await protectedPerson(service);
      const userId = person.tokens.user.id;
      const before = await service.database.session.findMany({ where: { userId }, select: { id: true } });
      const answer = await (WAYS[name] as Way)(person);
      const opened = await service.database.session.findMany({
        where: { userId, id: { notIn: before.map(({ id }) => id) } },
      });
      for (const { level } of opened) expect(level).toBeGreaterThanOrEqual(2);
      if (answer.errors.length > 0) {
        expect(opened).toEqual([]);
        expect(['MFA_REQUIRED', 'USERNAME_TAKEN', 'EMAIL_TAKEN']).toContain(codesOf(answer)[0]);
        return;
      }
      const { accessToken } = Object.values(answer.data as Record<string, { accessToken: string }>)[0] ?? {};
      expect(['aal2', 'phr']).toContain(claimsOf(accessToken ?? '')['acr']);
    },
  );

  it('MFA-2: asks also a user who comes from a provider, and then links or signs in', async () => {
    const person = await protectedPerson(service);
    const where = { id: person.tokens.user.id };
    await service.database.user.update({ where, data: { emailVerifiedAt: new Date() } });
    const identity = provenIdentity({ email: person.email });
    const { challenge: linkChallenge } = await refusalOf(service, identity);
    const challenge = await challengeOf(service.client, person);
    const input = { challenge, code: person.app.next(), linkChallenge };
    await service.client.run(SignInWithTotpDocument, { input });
    const { code, extras } = await refusalOf(service, identity);
    expect([code, extras['methods']]).toEqual(['MFA_REQUIRED', ['TOTP', 'RECOVERY_CODE']]);
  });
});
