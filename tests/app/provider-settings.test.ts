import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../src/app/config.js';
import { newFolder } from '../support/database.js';

const file = (content: string) => {
  const folder = newFolder();
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'secret');
  writeFileSync(path, content);
  return path;
};
const pem = (namedCurve: string) =>
  generateKeyPairSync('ec', { namedCurve }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const ACME = {
  SIGN_IN_PROVIDERS: 'acme',
  SIGN_IN_ACME_ISSUER: 'https://login.acme.example',
  SIGN_IN_ACME_CLIENT_ID: 'client',
  SIGN_IN_ACME_CLIENT_SECRET: 'secret',
};
const APPLE = {
  SIGN_IN_PROVIDERS: 'apple',
  SIGN_IN_APPLE_CLIENT_ID: 'com.example.web',
  SIGN_IN_APPLE_TEAM_ID: 'TEAM',
  SIGN_IN_APPLE_KEY_ID: 'KEY',
};
const providersOf = (env: Record<string, string>) => readConfig(env).signInProviders;
const problemsOf = (env: Record<string, string>): string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.replace('  - ', ''));
  }
};

describe('the settings of sign-in providers', () => {
  it('are none by default', () => {
    expect(readConfig({})).toMatchObject({ signInProviders: [], returnUrls: null });
  });

  it('know the four providers, and any other by its issuer, in their order', () => {
    const client = (id: string) => ({
      [`SIGN_IN_${id}_CLIENT_ID`]: 'client',
      [`SIGN_IN_${id}_CLIENT_SECRET`]: 'secret',
    });
    const env = {
      ...ACME,
      ...APPLE,
      SIGN_IN_APPLE_KEY_FILE: file(pem('P-256')),
      SIGN_IN_PROVIDERS: 'google, github,apple,microsoft,acme',
      ...client('GOOGLE'),
      ...client('GITHUB'),
      ...client('MICROSOFT'),
      SIGN_IN_MICROSOFT_TENANT: 'common',
    };
    expect(providersOf(env).map(({ id, kind, name, issuer }) => [id, kind, name, issuer])).toEqual([
      ['google', 'google', 'Google', 'https://accounts.google.com'],
      ['github', 'github', 'GitHub', 'https://github.com/login/oauth'],
      ['apple', 'apple', 'Apple', 'https://appleid.apple.com'],
      ['microsoft', 'microsoft', 'Microsoft', 'https://login.microsoftonline.com/common/v2.0'],
      ['acme', 'openid', 'acme', 'https://login.acme.example'],
    ]);
  });

  it('trust neither addresses nor second factors unless the operator says so', () => {
    expect(providersOf(ACME)).toMatchObject([{ trustEmail: false, trustMfa: false, audiences: ['client'] }]);
    const trusting = { SIGN_IN_ACME_TRUST_EMAIL: 'verified', SIGN_IN_ACME_TRUST_MFA: 'on' };
    const more = { SIGN_IN_ACME_AUDIENCES: 'ios,android', SIGN_IN_ACME_NAME: 'Acme Inc.' };
    expect(providersOf({ ...ACME, ...trusting, ...more })).toMatchObject([
      { name: 'Acme Inc.', trustEmail: true, trustMfa: true, audiences: ['client', 'ios', 'android'] },
    ]);
  });

  it('take the secret from a file', () => {
    const { SIGN_IN_ACME_CLIENT_SECRET: _, ...others } = ACME;
    const env = { ...others, SIGN_IN_ACME_CLIENT_SECRET_FILE: file('from a file\n') };
    expect(providersOf(env)).toMatchObject([{ clientSecret: 'from a file' }]);
    expect(problemsOf({ ...env, SIGN_IN_ACME_CLIENT_SECRET_FILE: '/nowhere' })).toEqual([
      'SIGN_IN_ACME_CLIENT_SECRET_FILE must be the path of a readable file with the secret',
    ]);
    expect(problemsOf({ ...env, ...ACME })).toEqual([
      'SIGN_IN_ACME_CLIENT_SECRET or SIGN_IN_ACME_CLIENT_SECRET_FILE must be set, and not both',
    ]);
  });

  it('list every part that is missing at once', () => {
    expect(problemsOf({ SIGN_IN_PROVIDERS: 'acme,apple,microsoft' })).toEqual([
      'SIGN_IN_ACME_CLIENT_ID must be set with acme in SIGN_IN_PROVIDERS',
      'SIGN_IN_ACME_ISSUER must be set with acme in SIGN_IN_PROVIDERS',
      'SIGN_IN_ACME_CLIENT_SECRET or SIGN_IN_ACME_CLIENT_SECRET_FILE must be set, and not both',
      'SIGN_IN_APPLE_CLIENT_ID must be set with apple in SIGN_IN_PROVIDERS',
      'SIGN_IN_APPLE_KEY_FILE must be set with apple in SIGN_IN_PROVIDERS',
      'SIGN_IN_APPLE_TEAM_ID must be set with apple in SIGN_IN_PROVIDERS',
      'SIGN_IN_APPLE_KEY_ID must be set with apple in SIGN_IN_PROVIDERS',
      'SIGN_IN_MICROSOFT_CLIENT_ID must be set with microsoft in SIGN_IN_PROVIDERS',
      'SIGN_IN_MICROSOFT_TENANT must be set with microsoft in SIGN_IN_PROVIDERS',
      'SIGN_IN_MICROSOFT_CLIENT_SECRET or SIGN_IN_MICROSOFT_CLIENT_SECRET_FILE must be set, and not both',
    ]);
  });

  it('know a tenant of Microsoft by its id, which is what ID tokens name', () => {
    const microsoft = (tenant: string) => ({
      SIGN_IN_PROVIDERS: 'microsoft',
      SIGN_IN_MICROSOFT_CLIENT_ID: 'client',
      SIGN_IN_MICROSOFT_CLIENT_SECRET: 'secret',
      SIGN_IN_MICROSOFT_TENANT: tenant,
    });
    for (const tenant of ['11111111-2222-3333-4444-555555555555', 'organizations', 'consumers'])
      expect(providersOf(microsoft(tenant))).toMatchObject([{ kind: 'microsoft' }]);
    for (const tenant of ['contoso.onmicrosoft.com', 'Common', '11111111-2222-3333-4444'])
      expect(problemsOf(microsoft(tenant))[0]).toMatch('SIGN_IN_MICROSOFT_TENANT must be the id of a tenant');
  });

  it.each([
    ['SIGN_IN_PROVIDERS', 'Acme!'],
    ['SIGN_IN_PROVIDERS', 'acme,acme'],
    ['SIGN_IN_ACME_ISSUER', 'http://login.acme.example'],
    ['SIGN_IN_ACME_ISSUER', 'https://user@login.acme.example'],
    ['SIGN_IN_ACME_ISSUER', 'https://login.acme.example?x'],
    ['SIGN_IN_ACME_ISSUER', 'login.acme.example'],
    ['SIGN_IN_ACME_SCOPES', 'email'],
    ['SIGN_IN_ACME_TRUST_EMAIL', 'always'],
    ['SIGN_IN_ACME_TRUST_MFA', 'yes'],
    ['SIGN_IN_ACME_TENANT', 'common'],
    ['SIGN_IN_ACME_CLIENT_SECRTE', 'secret'],
    ['SIGN_IN_OTHER_CLIENT_ID', 'client'],
    ['RETURN_URLS', 'https://*.example.com'],
  ])('refuse %s=%s', (name, value) => {
    expect(problemsOf({ ...ACME, [name]: value })[0]).toMatch(
      name === 'SIGN_IN_PROVIDERS' ? name : `${name} `,
    );
  });

  it('allow an issuer on this machine without TLS', () => {
    for (const issuer of ['http://localhost:3000', 'http://127.0.0.1:3000/realm', 'http://[::1]:3000'])
      expect(providersOf({ ...ACME, SIGN_IN_ACME_ISSUER: issuer })).toMatchObject([{ issuer }]);
  });

  it('check the key of Apple', () => {
    for (const wrong of ['no key', pem('P-384'), ''])
      expect(problemsOf({ ...APPLE, SIGN_IN_APPLE_KEY_FILE: file(wrong) })).toEqual([
        'SIGN_IN_APPLE_KEY_FILE must be a file with a private key for ES256, as Apple gives it out (.p8)',
      ]);
  });

  it('never quote a value, which may be a secret in the wrong variable', () => {
    const secret = 'GOCSPX-very-secret';
    const env = {
      ...ACME,
      SIGN_IN_ACME_ISSUER: secret,
      SIGN_IN_ACME_TRUST_MFA: secret,
      SIGN_IN_ACME_CLIENT_SECRET_FILE: secret,
    };
    expect(problemsOf(env).join()).not.toContain(secret);
  });
});
