import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { Duration } from '../../../src/core/duration.js';
import { ageAuthentication } from '../../support/authentication.js';
import { type Person, registerPerson } from '../../support/people.js';
import { ask, describeInChromium, launchChromium } from './chromium.js';
import { type ClientEnvironment, openEnvironment } from './client-environment.js';

/** A phone or laptop that keeps passkeys, verifies its user, and answers by itself. */
const AUTHENTICATOR = {
  protocol: 'ctap2',
  ctap2Version: 'ctap2_1',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const;

const REGISTER = "passkeys.register(auth, { name: 'Laptop' }).then(({ success }) => success)";
const SIGN_IN = 'passkeys.signIn(auth).then(({ status, user }) => [status, user.email])';

let environment: ClientEnvironment;
let browser: Browser;
let context: BrowserContext;
let tab: Page;
let device: CDPSession;
let authenticatorId: string;
let person: Person;

describeInChromium('passkeys in Chromium', () => {
  beforeAll(async () => {
    environment = await openEnvironment();
    browser = await launchChromium();
    await showPasskeyPage();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await environment.stop();
  });
  beforeEach(async () => {
    context = await browser.newContext();
    tab = await context.newPage();
    await tab.goto(environment.front.origin);
    device = await context.newCDPSession(tab);
    await device.send('WebAuthn.enable', { enableUI: false });
    ({ authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', { options: AUTHENTICATOR }));
    person = await registerPerson(environment.service.client);
    await login();
  });
  afterEach(() => context.close());

  const login = () =>
    ask(tab, `auth.login(${JSON.stringify({ usernameOrEmail: person.email, password: person.password })})`);
  const logout = () => ask(tab, 'auth.logout()');
  const kept = async () =>
    (await device.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length;

  it('are supported, also in forms', async () => {
    expect(await tab.evaluate('passkeys.isSupported()')).toBe(true);
    expect(await tab.evaluate('passkeys.isConditionalAvailable()')).toBe(true);
  });

  it('are registered, and sign their user in without a username', async () => {
    expect(await ask(tab, REGISTER)).toBe(true);
    expect(await kept()).toBe(1);
    await logout();
    expect(await ask(tab, SIGN_IN)).toEqual(['signedIn', person.email]);
    expect(await ask(tab, 'auth.me().then(({ email }) => email)')).toBe(person.email);
  });

  it('work in a browser that reads no options in JSON', async () => {
    await tab.evaluate(
      'delete PublicKeyCredential.parseCreationOptionsFromJSON; delete PublicKeyCredential.parseRequestOptionsFromJSON',
    );
    expect(await ask(tab, REGISTER)).toBe(true);
    await logout();
    expect(await ask(tab, SIGN_IN)).toEqual(['signedIn', person.email]);
  });

  it('are made once on a device for an account', async () => {
    expect(await ask(tab, REGISTER)).toBe(true);
    expect(await ask(tab, REGISTER)).toBe('PASSKEY_TAKEN');
    expect(await kept()).toBe(1);
  });

  it('are offered by a form', async () => {
    await ask(tab, REGISTER);
    await logout();
    const conditional = 'passkeys.signIn(auth, { conditional: true }).then(({ user }) => user.email)';
    expect(await ask(tab, conditional)).toBe(person.email);
  });

  it('leave a form when the page aborts, and when a dialog opens', async () => {
    await ask(tab, REGISTER);
    await logout();
    await device.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: false });
    await tab.evaluate(`{
      globalThis.leaving = new AbortController();
      globalThis.ended = [];
      const note = (error) => ended.push(error.name);
      void passkeys.signIn(auth, { conditional: true, signal: leaving.signal }).catch(note);
    }`);
    await tab.waitForTimeout(300);
    await tab.evaluate("leaving.abort(new DOMException('left', 'AbortError'))");
    await tab.waitForFunction('ended.length === 1');
    await tab.evaluate(
      'void passkeys.signIn(auth, { conditional: true }).catch((error) => ended.push(error.name))',
    );
    await tab.waitForTimeout(300);
    await device.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: true });
    expect(await ask(tab, SIGN_IN)).toEqual(['signedIn', person.email]);
    expect(await tab.evaluate('ended')).toEqual(['AbortError', 'AbortError']);
  });

  it('finish a sign-in as the second factor', async () => {
    await ask(tab, REGISTER);
    await logout();
    const input = JSON.stringify({ usernameOrEmail: person.email, password: person.password });
    const finish = `auth.signIn(${input}).then(async (step) =>
      [step.status, step.methods, (await passkeys.secondStep(auth, step)).status])`;
    expect(await ask(tab, finish)).toEqual(['secondFactor', expect.arrayContaining(['PASSKEY']), 'signedIn']);
  });

  it('prove anew who their user is', async () => {
    await ask(tab, REGISTER);
    const token = await ask<string>(tab, 'auth.getAccessToken()');
    await ageAuthentication(environment.service, token, Duration.minutes(11));
    await tab.evaluate('globalThis.onStepUp = () => passkeys.reauthenticate(auth).then(() => true)');
    expect(await ask(tab, 'auth.startPasskeyRegistration().then(({ success }) => success)')).toBe(true);
  });

  it('are hidden by the browser when the service does not know them', async () => {
    await ask(tab, REGISTER);
    await logout();
    await environment.service.database.passkey.deleteMany({ where: { userId: person.tokens.user.id } });
    await tab.evaluate(`{
      globalThis.told = [];
      PublicKeyCredential.signalUnknownCredential = async (signal) => void told.push(Object.keys(signal).sort());
    }`);
    expect(await ask(tab, SIGN_IN)).toBe('INVALID_CREDENTIALS');
    expect(await tab.evaluate('told')).toEqual([['credentialId', 'rpId']]);
  });

  it('are told to the browser after a removal', async () => {
    await ask(tab, REGISTER);
    await tab.evaluate(`{
      globalThis.told = [];
      PublicKeyCredential.signalAllAcceptedCredentials = async (signal) =>
        void told.push([signal.rpId, signal.userId.length > 80, signal.allAcceptedCredentialIds.length]);
    }`);
    await ask(tab, 'passkeys.signalAllAcceptedCredentials(auth)');
    expect(await tab.evaluate('told')).toEqual([['localhost', true, 1]]);
  });
});

/** Shows a page with a client, the passkeys entry, and a form field for passkeys. */
async function showPasskeyPage(): Promise<void> {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { createAuthClient } from './index.js';
        import * as passkeys from './passkeys.js';
        globalThis.passkeys = passkeys;
        globalThis.auth = createAuthClient({
          url: '${environment.front.url}',
          onStepUp: (stepUp) => globalThis.onStepUp?.(stepUp) ?? false,
        });`,
      resolveDir: fileURLToPath(new URL('../../../src/packages/client', import.meta.url)),
    },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  const field = '<input autocomplete="username webauthn">';
  const script = `<script type="module">${outputFiles[0]?.text}</script>`;
  environment.front.show('/', 'text/html', `<!doctype html>${field}${script}`);
}
