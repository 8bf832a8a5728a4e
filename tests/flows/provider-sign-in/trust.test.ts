import {
  CompleteProviderSignInDocument,
  LinkProviderDocument,
} from '../../../src/generated/client/operations.js';
import { claimsOf } from '../../support/outcomes.js';
import { registerPerson, uniqueName } from '../../support/people.js';
import { ProviderEnvironment } from './provider-environment.js';

let environment: ProviderEnvironment;
afterEach(() => environment.stop());

const PROVEN = { email: 'ada@example.com', email_verified: true };

/** The claims of the access token of somebody who comes from the provider with these claims. */
async function signIn(claims: Readonly<Record<string, unknown>>) {
  const { client } = environment.service;
  const { accessToken: token } = (await registerPerson(client)).tokens;
  const sub = uniqueName();
  const linking = await environment.result({ sub }, { link: true }, token);
  const link = { challenge: linking.challenge, result: linking.result ?? '' };
  await client.run(LinkProviderDocument, { input: link }, { token });
  const { challenge, result = '' } = await environment.result({ sub, ...claims });
  const answer = await client.run(CompleteProviderSignInDocument, { input: { challenge, result } });
  const { acr, amr } = claimsOf(answer.completeProviderSignIn.accessToken);
  return { acr, amr };
}

describe('the trust in a provider', () => {
  it('does not reach to addresses unless the operator says so', async () => {
    environment = await ProviderEnvironment.open({ env: { SIGN_IN_ACME_TRUST_EMAIL: 'never' } });
    expect(await environment.outcome(PROVEN)).toMatchObject({
      code: 'SIGN_UP_REQUIRED',
      emailVerified: false,
    });
  });

  it('reaches to addresses that the provider calls verified, if the operator says so', async () => {
    environment = await ProviderEnvironment.open({ env: { SIGN_IN_ACME_TRUST_EMAIL: 'verified' } });
    expect(await environment.outcome(PROVEN)).toMatchObject({ email: PROVEN.email, emailVerified: true });
    for (const email_verified of [false, 'true', 1, undefined])
      expect(await environment.outcome({ ...PROVEN, email_verified })).toMatchObject({
        emailVerified: false,
      });
    for (const email of ['Ada <ada@example.com>', 'ada@localhost', 7, ['ada@example.com']])
      expect(await environment.outcome({ email, email_verified: true })).toMatchObject({
        code: 'SIGN_UP_REQUIRED',
        email: null,
        emailVerified: false,
      });
  });

  it('does not make a second factor of `amr`, whatever the provider writes there', async () => {
    environment = await ProviderEnvironment.open();
    expect(await signIn({ amr: ['pwd', 'mfa'] })).toEqual({ acr: 'aal1', amr: ['fed'] });
  });

  it('makes two factors of `mfa` if the operator says so, and one of everything else', async () => {
    environment = await ProviderEnvironment.open({ env: { SIGN_IN_ACME_TRUST_MFA: 'on' } });
    expect(await signIn({ amr: ['pwd', 'mfa'] })).toMatchObject({ acr: 'aal2' });
    for (const amr of ['mfa', ['pwd'], undefined])
      expect(await signIn({ amr })).toMatchObject({ acr: 'aal1' });
  });
});
