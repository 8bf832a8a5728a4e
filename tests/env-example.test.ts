import { readFileSync } from 'node:fs';
import { readConfig, variableNames } from '../src/app/config.js';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

describe('.env.example', () => {
  /** `# NAME=default` for what has one, `NAME=` or `# NAME=` for what has none. */
  const entries = () =>
    [...read('.env.example').matchAll(/^(#\s*)?([A-Z][A-Z0-9_]+)=(.*)$/gm)].map(
      ([, comment, name = '', value = '']) => ({ name, value: value.trim(), isSet: comment === undefined }),
    );

  it('names every variable that is read, once, and no other', () => {
    const named = entries().map(({ name }) => name);
    expect([...named].sort()).toEqual([...new Set(variableNames())].sort());
  });

  it('shows the defaults as they are: to set what it shows changes nothing', () => {
    const shown = entries().filter(({ value }) => value !== '');
    // Each alone, so that a wrong one is named. What the machine decides has no default to show.
    const wrong = shown.filter(({ name, value }) => {
      try {
        const explicit = JSON.stringify(readConfig({ [name]: value }));
        return explicit !== JSON.stringify(readConfig({}));
      } catch {
        return true;
      }
    });
    expect(wrong.map(({ name, value }) => `${name}=${value} is not the default`)).toEqual([]);
  });

  it('leaves out no default that there is', () => {
    const without = entries()
      .filter(({ value }) => value === '')
      .map(({ name }) => name);
    const optional = [
      'ACCESS_TOKEN_AUDIENCE',
      'ACCESS_TOKEN_CLAIMS',
      'AUTH_SECRET',
      'AUTH_SECRET_PREVIOUS',
      'CANCEL_FACTOR_REMOVAL_URL',
      'CAPTCHA_HOSTNAMES',
      'CAPTCHA_OPERATIONS',
      'CAPTCHA_SECRET',
      'CAPTCHA_SITE_KEY',
      'CAPTCHA_URL',
      'CORS_ORIGINS',
      'DATABASE_URL',
      'DISOWN_REGISTRATION_URL',
      'EMAIL_CHANGE_URL',
      'EMAIL_VERIFICATION_URL',
      'FORGOT_PASSWORD_URL',
      'HASH_CONCURRENCY',
      'INTROSPECTION',
      'LIMITS',
      'MAIL_FROM',
      'METRICS_PORT',
      'METRICS_TOKEN',
      'MFA_FOR_ADMINISTRATORS',
      'PASSWORD_BREACHES_FILE',
      'PASSWORD_BREACHES_URL',
      'PASSWORD_RESET_URL',
      'PUBLIC_URL',
      'REDIS_URL',
      'RESERVED_USERNAMES',
      'RETURN_URLS',
      'SERVICE_NAME',
      'SHUTDOWN_DELAY',
      'SIGN_IN_CODE_URL',
      'SIGN_IN_PROVIDERS',
      'SMTP_URL',
      'SUPPORT_ADDRESS',
      'TRUST_PROXY',
      'WEBAUTHN_ORIGINS',
      'WEBAUTHN_RP_ID',
      'SERVICE_LOGO',
      'MAIL_TEMPLATES',
    ];
    expect(without.filter((name) => !optional.includes(name))).toEqual([]);
  });

  it('CK-1, SC-8: sets no secret and can be copied as it is', () => {
    const set = Object.fromEntries(
      entries()
        .filter(({ isSet }) => isSet)
        .map(({ name, value }) => [name, value]),
    );
    expect(set['AUTH_SECRET'] ?? '').toBe('');
    expect(JSON.stringify(readConfig(set))).toBe(JSON.stringify(readConfig({})));
    const secrets = entries().filter(({ name, value }) => /SECRET|_URL$/.test(name) && /\w:\w+@/.test(value));
    expect(secrets).toEqual([]);
  });
});
