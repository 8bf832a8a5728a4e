import { Secret, TOTP } from 'otpauth';
import { Duration } from '../../../src/core/duration.js';
import {
  type AuthClient,
  createAuthClient,
  type SecondFactorStep,
  type SignIn,
} from '../../../src/packages/client/index.js';
import { provenIdentity, refusalOf } from '../../support/identities.js';
import { type ClientEnvironment, failureOf, openEnvironment, signedIn } from './client-environment.js';

let environment: ClientEnvironment;
beforeAll(async () => {
  environment = await openEnvironment();
});
afterAll(() => environment.stop());

/** The code that the app of the user shows. */
const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: environment.service.clock.now().getTime(),
  });

/** A user with an authenticator app. */
async function withApp() {
  const person = await signedIn(environment);
  const { id, secret } = await person.auth.startTotpEnrolment({ name: 'Phone' });
  const { recoveryCodes } = await person.auth.confirmTotpEnrolment({ id, code: codeOf(secret) });
  // Each code works once.
  environment.service.clock.advance(Duration.seconds(30));
  return { ...person, secret, recoveryCodes: recoveryCodes ?? [] };
}

function secondFactor(signIn: SignIn): SecondFactorStep {
  if (signIn.status !== 'secondFactor') throw new Error('The service asked for no second factor');
  return signIn;
}

const begin = async (email: string, password: string, auth: AuthClient) =>
  secondFactor(await auth.signIn({ usernameOrEmail: email, password }));

describe('signIn', () => {
  it('signs in a user without a second factor', async () => {
    const { email, password, id } = await signedIn(environment);
    const auth = createAuthClient({ url: environment.front.url });
    const signIn = await auth.signIn({ usernameOrEmail: email, password });
    expect(signIn).toMatchObject({ status: 'signedIn', user: { id } });
    expect((await auth.me())?.id).toBe(id);
  });

  it('fails as login does with a wrong password', async () => {
    const auth = createAuthClient({ url: environment.front.url });
    const { code } = await failureOf(auth.signIn({ usernameOrEmail: 'nobody', password: 'wrong' }));
    expect(code).toBe('INVALID_CREDENTIALS');
  });

  it('asks a user with an authenticator app for its code, and shows the challenge to no report', async () => {
    const { email, password, secret, id } = await withApp();
    const auth = createAuthClient({ url: environment.front.url });
    const step = await begin(email, password, auth);
    expect(step.methods).toEqual(expect.arrayContaining(['TOTP', 'RECOVERY_CODE']));
    expect(Date.parse(step.expiresAt)).toBeGreaterThan(environment.service.clock.now().getTime());
    expect(step.challenge).not.toBe('');
    expect(JSON.stringify([step, { ...step }])).not.toContain(step.challenge);
    expect(await auth.getAccessToken()).toBeNull();
    expect(await step.totp(codeOf(secret))).toMatchObject({ status: 'signedIn', user: { id } });
    expect((await auth.me())?.id).toBe(id);
  });

  it('lets the user try again after a wrong code, and tells how often', async () => {
    const { email, password, secret } = await withApp();
    const step = await begin(email, password, createAuthClient({ url: environment.front.url }));
    const { code, attemptsLeft } = await failureOf(step.totp('000000'));
    expect([code, attemptsLeft]).toEqual(['INVALID_CODE', 4]);
    expect((await step.totp(codeOf(secret))).status).toBe('signedIn');
  });

  it('takes a recovery code', async () => {
    const { email, password, recoveryCodes } = await withApp();
    const step = await begin(email, password, createAuthClient({ url: environment.front.url }));
    expect((await step.recoveryCode(recoveryCodes[0] ?? '')).status).toBe('signedIn');
  });

  it('tells an abandoned step from a wrong code', async () => {
    const { email, password, secret } = await withApp();
    const step = await begin(email, password, createAuthClient({ url: environment.front.url }));
    environment.service.clock.advance(Duration.minutes(6));
    expect((await failureOf(step.totp(codeOf(secret)))).code).toBe('TOKEN_INVALID');
  });

  it('links a provider at the end of the second step, and shows the challenge of the link to no report', async () => {
    const { email, password, secret, id } = await withApp();
    const { service } = environment;
    await service.database.user.update({ where: { id }, data: { emailVerifiedAt: new Date() } });
    const { challenge: linkChallenge } = await refusalOf(service, provenIdentity({ email }));
    const auth = createAuthClient({ url: environment.front.url });
    const step = secondFactor(await auth.signIn({ usernameOrEmail: email, password, linkChallenge }));
    expect(JSON.stringify([step, { ...step }])).not.toContain(linkChallenge);
    await step.totp(codeOf(secret));
    expect((await auth.myIdentities())?.identities).toMatchObject([{ provider: 'google' }]);
  });
});
