import type { Browser, CDPSession, Page } from 'playwright-core';
import { describeInChromium, launchChromium } from '../../packages/client/chromium.js';
import { type ClientEnvironment, openEnvironment } from '../../packages/client/client-environment.js';
import { registerPerson } from '../../support/people.js';

/** Speaks to the service as a page without a client would, by plain `fetch`. */
const PAGE = `<!doctype html><input autocomplete="username webauthn"><script>
  globalThis.call = async (query, input, token) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: 'Bearer ' + token }) };
    const body = JSON.stringify({ query, variables: input === undefined ? {} : { input } });
    const { data, errors } = await (await fetch('/graphql', { method: 'POST', headers, body })).json();
    if (errors) return { refused: errors[0].extensions };
    return Object.values(data)[0];
  };
  globalThis.add = async (token) => {
    const begun = await call('mutation { startPasskeyRegistration { challenge options } }', undefined, token);
    if (begun.refused) return begun;
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(begun.options);
    const { id, response } = (await navigator.credentials.create({ publicKey })).toJSON();
    const { clientDataJSON, attestationObject, transports } = response;
    const input = { challenge: begun.challenge, name: 'Browser',
      attestation: { id, clientDataJSON, attestationObject, transports } };
    return call('mutation ($input: AddPasskeyInput!) { addPasskey(input: $input) { recoveryCodes passkey { name backedUp } } }', input, token);
  };
  globalThis.sign = async ({ challenge, options }, more = {}) => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    const { id, response } = (await navigator.credentials.get({ publicKey, ...more })).toJSON();
    const { clientDataJSON, authenticatorData, signature, userHandle } = response;
    return { challenge, assertion: { id, clientDataJSON, authenticatorData, signature, userHandle } };
  };
  const BEGIN = 'mutation ($input: StartPasskeySignInInput) { startPasskeySignIn(input: $input) { challenge options } }';
  const FINISH = 'mutation ($input: SignInWithPasskeyInput!) { signInWithPasskey(input: $input) { accessToken refreshToken user { username } } }';
  globalThis.signIn = async (challenge, more) =>
    call(FINISH, await sign(await call(BEGIN, challenge && { challenge }), more));
  globalThis.stepUp = async (token) => call(
    'mutation ($input: ReauthenticateWithPasskeyInput!) { reauthenticateWithPasskey(input: $input) { acr } }',
    await sign(await call('mutation { startPasskeyReauthentication { challenge options } }', undefined, token)), token);
</script>`;

let environment: ClientEnvironment;
let browser: Browser;
let page: Page;
let cdp: CDPSession;
let authenticatorId: string;

/** What came of a call in the page. */
const inPage = <T>(call: string): Promise<T> => page.evaluate(`${call}`);

describeInChromium('passkeys in Chromium', () => {
  beforeAll(async () => {
    environment = await openEnvironment();
    environment.front.show('/', 'text/html', PAGE);
    browser = await launchChromium();
    page = await browser.newPage();
    await page.goto(environment.front.origin);
    cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable', { enableUI: false });
    ({ authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        ctap2Version: 'ctap2_1',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
        defaultBackupEligibility: true,
        defaultBackupState: true,
      },
    }));
  }, 400_000);
  afterAll(async () => {
    await browser.close();
    await environment.stop();
  });
  afterEach(async () => {
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
    await cdp.send('WebAuthn.clearCredentials', { authenticatorId });
  });

  const personWithPasskey = async () => {
    const person = await registerPerson(environment.service.client);
    const added = await inPage(`add(${JSON.stringify(person.tokens.accessToken)})`);
    expect(added).toMatchObject({ passkey: { name: 'Browser', backedUp: true } });
    expect((added as { recoveryCodes: string[] }).recoveryCodes).toHaveLength(10);
    return person;
  };
  const challengeOf = async ({ email, password }: { email: string; password: string }) => {
    const input = JSON.stringify({ usernameOrEmail: email, password });
    const { refused } = await inPage<{ refused: { code: string; challenge: string } }>(
      `call('mutation ($input: LoginInput!) { login(input: $input) { accessToken } }', ${input})`,
    );
    expect(refused.code).toBe('MFA_REQUIRED');
    return refused.challenge;
  };

  it('register, and sign in without a username', async () => {
    const { username } = await personWithPasskey();
    expect(await inPage('signIn()')).toMatchObject({ user: { username } });
  });

  it('sign in by the autofill of a form (conditional UI)', async () => {
    const { username } = await personWithPasskey();
    const signedIn = inPage(`signIn(undefined, { mediation: 'conditional' })`);
    expect(await signedIn).toMatchObject({ user: { username } });
  });

  it('are the second factor after the password, also of an authenticator that only feels a touch', async () => {
    const person = await personWithPasskey();
    const { username } = person;
    expect(await inPage(`signIn('${await challengeOf(person)}')`)).toMatchObject({ user: { username } });
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    const touched = await inPage(`signIn('${await challengeOf(person)}').catch((error) => error.name)`);
    // An authenticator that could verify its user may insist on it.
    expect([JSON.stringify(touched).includes(username), touched === 'NotAllowedError']).toContain(true);
  });

  it('prove again who the user is', async () => {
    await personWithPasskey();
    const { accessToken } = await inPage<{ accessToken: string }>('signIn()');
    expect(await inPage(`stepUp('${accessToken}')`)).toEqual({ acr: 'phr' });
  });

  it('are not registered twice on one authenticator', async () => {
    await personWithPasskey();
    const { accessToken } = await inPage<{ accessToken: string }>('signIn()');
    expect(await inPage(`add('${accessToken}').catch((error) => error.name)`)).toBe('InvalidStateError');
  });
});
