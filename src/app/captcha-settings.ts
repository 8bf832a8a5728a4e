import type { ParsedSetting } from '../core/parsed-setting.js';
import type { CaptchaProviderName, CaptchaSettings } from '../platform/captcha/captcha-check.js';
import { isSecure } from '../platform/outgoing-http/outgoing-fetch.js';
import type { Environment } from './environment.js';
import { LIMITS, operationDeclarations } from './registers.js';

export interface CaptchaSetting {
  readonly captcha: CaptchaSettings | null;
}

const KINDS = ['off', 'turnstile', 'hcaptcha', 'http'] as const;
const PROVIDERS: Readonly<Record<Exclude<(typeof KINDS)[number], 'off'>, CaptchaProviderName>> = {
  turnstile: 'TURNSTILE',
  hcaptcha: 'HCAPTCHA',
  http: 'HTTP',
};
const ADDRESSES = {
  turnstile: 'https://challenges.cloudflare.com/turnstile/v0/siteverify',
  hcaptcha: 'https://api.hcaptcha.com/siteverify',
};

const BY_DEFAULT = ['register', 'registerWithCode', 'requestPasswordReset', 'requestSignInCode'];
/** A client runs them without the user, who could not solve a captcha. */
const NEVER = ['refreshToken', 'logout'];

export function readCaptcha(environment: Environment): CaptchaSetting {
  const kind = environment.oneOf('CAPTCHA', 'off', KINDS);
  const secret = environment.text('CAPTCHA_SECRET') ?? null;
  const siteKey = environment.text('CAPTCHA_SITE_KEY') ?? null;
  const ownUrl = environment.httpUrl('CAPTCHA_URL') ?? null;
  const hostnames = environment.parsed<readonly string[] | null>('CAPTCHA_HOSTNAMES', null, parseHostnames);
  const operations = environment.parsed('CAPTCHA_OPERATIONS', BY_DEFAULT.filter(isLimited), parseOperations);
  const given = { CAPTCHA_SECRET: secret, CAPTCHA_SITE_KEY: siteKey, CAPTCHA_URL: ownUrl };
  const { problems } = environment;
  for (const [name, value] of Object.entries(given)) {
    const isNeeded = name === 'CAPTCHA_URL' ? kind === 'http' : kind === 'turnstile' || kind === 'hcaptcha';
    const isUseless = name === 'CAPTCHA_URL' ? kind !== 'http' : kind === 'off';
    if (value === null && isNeeded && !problems.some((problem) => problem.startsWith(`${name} `)))
      problems.push(`${name} must be set with CAPTCHA=${kind}`);
    if (value !== null && isUseless)
      problems.push(`${name} needs ${name === 'CAPTCHA_URL' ? 'CAPTCHA=http' : 'another CAPTCHA than off'}`);
  }
  if (ownUrl !== null && !isSecure(new URL(ownUrl)))
    problems.push('CAPTCHA_URL must be an https address, or an http address of this machine');
  if (kind === 'off') return { captcha: null };
  const url = kind === 'http' ? ownUrl : ADDRESSES[kind];
  // Doctor goes on after the problem above, and asks the provider of the captcha at its address.
  if (url === null) return { captcha: null };
  return { captcha: { provider: PROVIDERS[kind], url, secret, siteKey, hostnames, operations } };
}

function parseHostnames(text: string): ParsedSetting<readonly string[]> {
  const hostnames = text.split(',').map((name) => name.trim().toLowerCase());
  return hostnames.every(
    (name) => URL.canParse(`https://${name}/`) && new URL(`https://${name}/`).host === name,
  )
    ? { value: hostnames }
    : { problem: 'must be host names such as app.example.com, separated by commas' };
}

function parseOperations(text: string): ParsedSetting<string[]> {
  const operations = text.split(',').map((name) => name.trim());
  const refused = operations.filter((name) => NEVER.includes(name));
  if (refused.length > 0)
    return { problem: `must not name ${refused.join(' and ')}: clients run them by themselves` };
  return operations.every(isLimited)
    ? { value: operations }
    : { problem: 'must be names of mutations such as register, separated by commas' };
}

function isLimited(name: string): boolean {
  return Object.hasOwn(operationDeclarations, name) && Object.hasOwn(LIMITS, name);
}
