import { createAuthClient } from '../../../src/packages/client/index.js';
import { type CaptchaEnvironment, openCaptcha } from '../../platform/captcha/captcha-environment.js';
import { newcomer } from '../../support/people.js';
import { failureOf } from './client-environment.js';

describe('the option `captcha` of the client', () => {
  let environment: CaptchaEnvironment;
  beforeAll(async () => {
    environment = await openCaptcha({ CAPTCHA_OPERATIONS: 'register, requestPasswordReset' });
  });
  afterAll(() => environment.stop());

  function clientWith(solve: (operation: string) => string) {
    const shown: string[] = [];
    const auth = createAuthClient({
      url: environment.service.client.url,
      captcha: async (operation) => {
        shown.push(operation);
        return solve(operation);
      },
    });
    return { auth, shown };
  }

  it('shows a captcha when an operation needs one, and repeats the call', async () => {
    const { auth, shown } = clientWith((action) => environment.solve({ action }));
    const input = newcomer();
    const { user } = await auth.register(input);
    expect(user.email).toBe(input.email);
    expect(shown).toEqual(['register']);
    await auth.requestPasswordReset({ email: input.email });
    expect(shown).toEqual(['register', 'requestPasswordReset']);
  });

  it('shows the next one at once, with a token for each call', async () => {
    const { auth, shown } = clientWith((action) => environment.solve({ action }));
    const { email } = newcomer();
    await auth.requestPasswordReset({ email });
    const before = environment.provider.seen.length;
    await auth.requestPasswordReset({ email });
    expect(shown).toEqual(['requestPasswordReset', 'requestPasswordReset']);
    expect(environment.provider.seen).toHaveLength(before + 1);
  });

  it('shows a new one after a refused token, and gives up after the second', async () => {
    const tokens = ['used-up', environment.solve(), 'used-up', 'used-up'];
    const { auth } = clientWith(() => tokens.shift() ?? '');
    expect((await failureOf(auth.register(newcomer()))).code).toBe('CAPTCHA_REQUIRED');
    await auth.register(newcomer());
    const failure = await failureOf(auth.register(newcomer()));
    expect(failure).toMatchObject({ code: 'CAPTCHA_REQUIRED', provider: 'HTTP', again: true });
    expect(tokens).toEqual([]);
  });

  it('shows none for other operations', async () => {
    const { auth, shown } = clientWith(() => 'none');
    await auth.passwordPolicy();
    expect(shown).toEqual([]);
  });

  it('is not necessary: the call then fails with what to show', async () => {
    const auth = createAuthClient({ url: environment.service.client.url });
    expect(await failureOf(auth.register(newcomer()))).toMatchObject({
      code: 'CAPTCHA_REQUIRED',
      provider: 'HTTP',
      siteKey: 'site-key',
      again: false,
    });
  });
});
