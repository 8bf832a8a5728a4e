import { inspectConfig } from '../../../src/app/config.js';
import { CaptchaCheck, type CaptchaProviderName } from '../../../src/platform/captcha/captcha-check.js';
import { MovableClock } from '../../support/adapters.js';
import { startStandIn } from '../outgoing-http/stand-in.js';

const inspect = (env: Readonly<Record<string, string>>) => inspectConfig(env);
const KEYS = { CAPTCHA_SECRET: 'secret', CAPTCHA_SITE_KEY: 'site-key' };

describe('the settings of the captcha', () => {
  it('are complete with a provider and its two keys', () => {
    const { config, problems } = inspect({ CAPTCHA: 'turnstile', ...KEYS });
    expect(problems).toEqual([]);
    expect(config.captcha).toEqual({
      provider: 'TURNSTILE',
      url: 'https://challenges.cloudflare.com/turnstile/v0/siteverify',
      secret: 'secret',
      siteKey: 'site-key',
      hostnames: null,
      operations: expect.arrayContaining(['register', 'requestPasswordReset']),
    });
    expect(inspect({ CAPTCHA: 'hcaptcha', ...KEYS }).config.captcha?.url).toBe(
      'https://api.hcaptcha.com/siteverify',
    );
    expect(inspect({}).config.captcha).toBeNull();
  });

  it.each<[Readonly<Record<string, string>>, string[]]>([
    [{ CAPTCHA: 'recaptcha' }, ['CAPTCHA must be off or turnstile or hcaptcha or http']],
    [
      { CAPTCHA: 'turnstile' },
      [
        'CAPTCHA_SECRET must be set with CAPTCHA=turnstile',
        'CAPTCHA_SITE_KEY must be set with CAPTCHA=turnstile',
      ],
    ],
    [{ CAPTCHA: 'http' }, ['CAPTCHA_URL must be set with CAPTCHA=http']],
    [
      { CAPTCHA: 'http', CAPTCHA_URL: 'http://captcha.example.com' },
      ['CAPTCHA_URL must be an https address, or an http address of this machine'],
    ],
    [
      { CAPTCHA: 'hcaptcha', ...KEYS, CAPTCHA_URL: 'https://captcha.example.com' },
      ['CAPTCHA_URL needs CAPTCHA=http'],
    ],
    [
      KEYS,
      ['CAPTCHA_SECRET needs another CAPTCHA than off', 'CAPTCHA_SITE_KEY needs another CAPTCHA than off'],
    ],
    [
      { CAPTCHA: 'hcaptcha', ...KEYS, CAPTCHA_HOSTNAMES: 'https://app.example.com' },
      ['CAPTCHA_HOSTNAMES must be host names such as app.example.com, separated by commas'],
    ],
    [
      { CAPTCHA: 'hcaptcha', ...KEYS, CAPTCHA_OPERATIONS: 'register, refreshToken' },
      ['CAPTCHA_OPERATIONS must not name refreshToken: clients run them by themselves'],
    ],
    [
      { CAPTCHA: 'hcaptcha', ...KEYS, CAPTCHA_OPERATIONS: 'register, toString' },
      ['CAPTCHA_OPERATIONS must be names of mutations such as register, separated by commas'],
    ],
  ])('are refused: %j', (env, problems) => {
    expect(inspect(env).problems).toEqual(problems);
  });

  it('may name other operations and hosts', () => {
    const { config, problems } = inspect({
      CAPTCHA: 'hcaptcha',
      ...KEYS,
      CAPTCHA_HOSTNAMES: 'App.example.com, localhost',
      CAPTCHA_OPERATIONS: 'login, register',
    });
    expect([problems, config.captcha?.hostnames, config.captcha?.operations]).toEqual([
      [],
      ['app.example.com', 'localhost'],
      ['login', 'register'],
    ]);
  });
});

describe('the token of a captcha', () => {
  it.each<[CaptchaProviderName, string]>([
    ['TURNSTILE', 'refused'],
    ['HTTP', 'refused'],
    ['HCAPTCHA', 'passed'],
  ])('CAP-1: is bound to its operation, which hCaptcha cannot do: %s', async (provider, verdict) => {
    const clock = new MovableClock();
    const host = await startStandIn((_request, response) => {
      const solved = { success: true, hostname: 'App.example.com', challenge_ts: clock.now().toISOString() };
      response.end(JSON.stringify(solved));
    });
    const config = { provider, url: host.url, secret: 's', siteKey: 'k', hostnames: ['app.example.com'] };
    expect(await new CaptchaCheck(config, clock).verdictOn('token', 'register')).toBe(verdict);
    await host.close();
  });
});
