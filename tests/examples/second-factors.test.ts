import type { Browser, CDPSession, Page } from 'playwright-core';
import { describeInChromium, launchChromium } from '../packages/client/chromium.js';
import { PASSWORD, uniqueName } from '../support/people.js';
import {
  describeEmbedded,
  freePort,
  preparedFolder,
  type RunningProcess,
  startProcess,
} from '../support/process.js';
import { START_LIMIT } from '../support/service.js';
import { commandOf, run, serve } from './program.js';

describeEmbedded('the script with an authenticator app', () => {
  let service: RunningProcess;
  beforeAll(async () => {
    service = await startProcess({ DATA_DIR: await preparedFolder() });
  }, START_LIMIT);
  afterAll(() => service.kill());

  it('enrols an app, signs in with it, is trusted afterwards, and steps up', async () => {
    const name = uniqueName();
    const command = (await commandOf('examples/second-factors/sign-in')).replace(/grace$/, name);
    expect(await run(command, { LATCHKEY_URL: `${service.url}/graphql` })).toEqual({
      code: 0,
      out: [
        `${name} has an authenticator app and 10 recovery codes`,
        'the password alone signs nobody in: TOTP or RECOVERY_CODE',
        'on the trusted laptop: signedIn',
        'the laptop must prove again who the user is: TOTP',
        'its session has the level aal2 now',
        '10 new recovery codes, and the old ones are void',
        '',
      ].join('\n'),
      errors: '',
    });
  }, 90_000);
});

describeInChromium('the page with passkeys', () => {
  let service: RunningProcess;
  let browser: Browser;
  let origin: string;
  beforeAll(async () => {
    const port = await freePort();
    origin = `http://localhost:${port}`;
    const settings = { CORS_ORIGINS: origin, WEBAUTHN_ORIGINS: origin };
    service = await startProcess({ DATA_DIR: await preparedFolder(), ...settings });
    const env = { VITE_LATCHKEY_URL: `http://localhost:${service.port}/graphql` };
    const command = (await commandOf('npx vite examples/second-factors')).replace(
      '5174',
      `${port} --strictPort`,
    );
    expect(await serve(command, env, /Local: +(\S+)/)).toBe(`${origin}/`);
    browser = await launchChromium();
  }, START_LIMIT);
  afterAll(async () => {
    await browser.close();
    await service.kill();
  });

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const fill = (page: Page, label: string, text: string) => page.getByLabel(label).fill(text);
  const greets = (page: Page) => page.getByRole('heading', { name: 'Hello' }).waitFor();

  it('registers a passkey, signs in with it in the autofill of the form, and as the second factor', async () => {
    const page = await browser.newPage();
    const thrown: Error[] = [];
    page.on('pageerror', (error) => thrown.push(error));
    const authenticator = await VirtualAuthenticator.of(page);
    await page.goto(origin);
    const name = uniqueName();
    await fill(page, 'Username', name);
    await fill(page, 'Password', PASSWORD);
    await press(page, 'Register');
    await greets(page);
    await press(page, 'Add a passkey');
    await page.locator('#passkeys li').waitFor();
    const codes = (await page.locator('#codes').textContent())?.split('\n');
    expect(codes).toHaveLength(10);

    await authenticator.pause();
    await press(page, 'Sign out');
    await page.getByLabel('Username').waitFor();
    await fill(page, 'Username', name);
    await fill(page, 'Password', PASSWORD);
    await press(page, 'Sign in');
    await authenticator.resume();
    await press(page, 'Use a passkey');
    await greets(page);

    // The form offers the passkey without a press of a button.
    await press(page, 'Sign out');
    await greets(page);
    await press(page, 'Replace the recovery codes');
    await page.locator('#codes', { hasNotText: String(codes?.[0]) }).waitFor();
    expect((await page.locator('#codes').textContent())?.split('\n')).toHaveLength(10);
    expect(thrown).toEqual([]);
  }, 60_000);
});

/** The authenticator of a computer that verifies its user at once. */
class VirtualAuthenticator {
  private constructor(
    private readonly session: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  static async of(page: Page): Promise<VirtualAuthenticator> {
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable', { enableUI: false });
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        ctap2Version: 'ctap2_1',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new VirtualAuthenticator(session, authenticatorId);
  }

  /** Until `resume`, nobody touches it. */
  pause(): Promise<unknown> {
    return this.#present(false);
  }

  resume(): Promise<unknown> {
    return this.#present(true);
  }

  #present(enabled: boolean): Promise<unknown> {
    const { authenticatorId } = this;
    return this.session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
  }
}
