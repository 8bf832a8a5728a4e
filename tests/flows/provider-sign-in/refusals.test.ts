import { OPERATOR } from '../../../src/core/viewer.js';
import {
  CompleteProviderSignInDocument,
  LinkProviderDocument,
  SignInWithIdTokenDocument,
  StartIdTokenSignInDocument,
  StartProviderReauthenticationDocument,
} from '../../../src/generated/client/operations.js';
import { BESIDE } from '../../support/administrators.js';
import { provenIdentity, signUpWith } from '../../support/identities.js';
import { type Person, registerPerson, uniqueName } from '../../support/people.js';
import { reply } from '../../support/stand-in-provider.js';
import { PAGE, ProviderEnvironment } from './provider-environment.js';

let environment: ProviderEnvironment;
beforeAll(async () => {
  environment = await ProviderEnvironment.open();
});
afterAll(() => environment.stop());

type Claims = Readonly<Record<string, unknown>>;
const client = () => environment.service.client;

/** What comes of a sign-in with these claims, by each of the two ways. */
const WAYS: Readonly<Record<string, (claims: Claims, at?: ProviderEnvironment) => Promise<string>>> = {
  completeProviderSignIn: async (claims, at = environment) => {
    const { challenge, result = '' } = await at.result(claims);
    const input = { challenge, result };
    return (await at.service.client.refusal(CompleteProviderSignInDocument, { input })).code;
  },
  signInWithIdToken: async (claims, at = environment) => {
    const begun = await at.service.client.run(StartIdTokenSignInDocument, { input: { provider: 'acme' } });
    const { challenge, nonce } = begun.startIdTokenSignIn;
    const idToken = await at.provider.sign({ nonce, ...claims });
    const input = { challenge, idToken };
    return (await at.service.client.refusal(SignInWithIdTokenDocument, { input })).code;
  },
};

const verify = ({ tokens }: Pick<Person, 'tokens'>, at: Date | null, { service } = environment) =>
  service.database.user.update({ where: { id: tokens.user.id }, data: { emailVerifiedAt: at } });
/** A user who signed up with this account at the provider. */
const signedUp = (
  { service, provider: { issuer } }: ProviderEnvironment,
  subject: string,
  email: string | null,
) => signUpWith(service, provenIdentity({ provider: 'acme', issuer, subject, email }));

describe.each(Object.entries(WAYS))('%s', (_name, signIn) => {
  it('asks for the proof of the account that has the address', async () => {
    const person = await registerPerson(client());
    await verify(person, new Date());
    expect(await signIn({ sub: uniqueName(), email: person.email, email_verified: true })).toBe(
      'LINK_REQUIRED',
    );
  });

  it('signs no suspended user in', async () => {
    const sub = uniqueName();
    const { tokens } = await signedUp(environment, sub, null);
    const { administration } = environment.service.admin;
    await administration.suspend(OPERATOR, { userId: tokens.user.id }, BESIDE);
    expect(await signIn({ sub })).toBe('ACCOUNT_SUSPENDED');
  });

  it('asks for the verification of the address where that comes first', async () => {
    const strict = await ProviderEnvironment.open({ env: { REQUIRE_VERIFIED_EMAIL: 'on' } });
    try {
      const [sub, email] = [uniqueName(), `${uniqueName()}@example.com`];
      const person = await signedUp(strict, sub, email);
      await verify(person, null, strict);
      expect(await signIn({ sub, email, email_verified: false }, strict)).toBe('EMAIL_NOT_VERIFIED');
    } finally {
      await strict.stop();
    }
  });
});

describe('a user who signs in with a provider', () => {
  it('is told when the keys of the provider cannot be read', async () => {
    const cut = await ProviderEnvironment.open();
    try {
      cut.provider.instead = (request, response) => {
        if (!/jwks|keys/.test(request.url ?? '')) return false;
        reply(response, {}, 500);
        return true;
      };
      expect(await WAYS['signInWithIdToken']?.({ sub: uniqueName() }, cut)).toBe('PROVIDER_FAILED');
    } finally {
      await cut.stop();
    }
  });

  it('is told when the provider does not answer a step-up', async () => {
    const cut = await ProviderEnvironment.open();
    try {
      const { tokens } = await registerPerson(cut.service.client);
      cut.provider.instead = (_request, response) => {
        reply(response, {}, 500);
        return true;
      };
      const input = { provider: 'acme', returnTo: PAGE };
      const asking = cut.service.client.as(tokens.accessToken);
      expect((await asking.refusal(StartProviderReauthenticationDocument, { input })).code).toBe(
        'PROVIDER_FAILED',
      );
    } finally {
      await cut.stop();
    }
  });

  it('links ten accounts and no more', async () => {
    const person = await registerPerson(client());
    const token = person.tokens.accessToken;
    const link = async () => {
      const { challenge, result = '' } = await environment.result(
        { sub: uniqueName() },
        { link: true },
        token,
      );
      return client().ask(LinkProviderDocument, { input: { challenge, result } }, { token });
    };
    for (let count = 0; count < 10; count += 1) expect((await link()).errors).toEqual([]);
    expect((await link()).errors[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      reason: 'tooManyIdentities',
    });
  });
});
