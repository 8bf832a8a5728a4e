import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jwtVerify } from 'jose';
import {
  CompleteProviderSignInDocument,
  SignInWithIdTokenDocument,
  StartIdTokenSignInDocument,
} from '../../../src/generated/client/operations.js';
import { newFolder } from '../../support/database.js';
import { startService, type TestService } from '../../support/service.js';
import { outgoingTo, StandInProvider } from '../../support/stand-in-provider.js';
import { comeBack, start } from './provider-environment.js';

const GOOGLE = 'https://accounts.google.com';
const APPLE = 'https://appleid.apple.com';
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

let google: StandInProvider;
let apple: StandInProvider;
let service: TestService;
beforeAll(async () => {
  google = await StandInProvider.open({ issuer: GOOGLE, clientId: 'web.apps.googleusercontent.com' });
  apple = await StandInProvider.open({ issuer: APPLE, clientId: 'com.example.web' });
  const folder = newFolder();
  mkdirSync(folder, { recursive: true });
  const keyFile = join(folder, 'AuthKey_KEY.p8');
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  service = await startService({
    env: {
      SIGN_IN_PROVIDERS: 'google,apple',
      SIGN_IN_GOOGLE_CLIENT_ID: google.clientId,
      SIGN_IN_GOOGLE_CLIENT_SECRET: 'GOCSPX-secret',
      SIGN_IN_APPLE_CLIENT_ID: apple.clientId,
      SIGN_IN_APPLE_TEAM_ID: 'TEAM123456',
      SIGN_IN_APPLE_KEY_ID: 'KEY1234567',
      SIGN_IN_APPLE_KEY_FILE: keyFile,
    },
    adapters: { createOutgoingFetch: outgoingTo({ [GOOGLE]: google.origin, [APPLE]: apple.origin }) },
  });
});
afterAll(async () => {
  await service.stop();
  await google.close();
  await apple.close();
});

const SUBJECT = { sub: '1234567890' };

/** What the service learns from a person whom nobody knows. */
async function fromGoogle(claims: Readonly<Record<string, unknown>>) {
  const { url, challenge } = await start(service, { provider: 'google' });
  const { result = '' } = await comeBack(service, 'google', google.grant(url, { ...SUBJECT, ...claims }));
  return service.client.refusal(CompleteProviderSignInDocument, { input: { challenge, result } });
}

async function fromApple(
  claims: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, string>> = {},
) {
  const { url, challenge } = await start(service, { provider: 'apple' });
  const answer = apple.grant(url, { sub: '000123.abc.0001', ...claims });
  for (const [name, value] of Object.entries(more)) answer.set(name, value);
  const { result = '' } = await comeBack(service, 'apple', answer, 'POST');
  return service.client.refusal(CompleteProviderSignInDocument, { input: { challenge, result } });
}

describe('Google', () => {
  it('proves an address of gmail.com, and one of a domain that Google manages', async () => {
    for (const proven of [
      { email: 'ada@gmail.com', email_verified: true },
      { email: 'ada@corp.example', email_verified: true, hd: 'corp.example' },
    ])
      expect(await fromGoogle(proven)).toMatchObject({
        code: 'SIGN_UP_REQUIRED',
        email: proven.email,
        emailVerified: true,
      });
  });

  it('does not prove a foreign address that Google verified once, or has not verified', async () => {
    for (const unproven of [
      { email: 'ada@other.example', email_verified: true },
      { email: 'ada@gmail.com', email_verified: false },
      { email: 'ada@gmail.com', email_verified: 'true' },
      { email: 'ada@gmail.com.evil.example', email_verified: true },
      { email: 'ada@corp.example', email_verified: false, hd: 'corp.example' },
    ])
      expect(await fromGoogle(unproven)).toMatchObject({ code: 'SIGN_UP_REQUIRED', emailVerified: false });
  });

  it('is known by the same issuer in old ID tokens, which leave the scheme out', async () => {
    const input = { provider: 'google' };
    const { challenge, nonce } = (await service.client.run(StartIdTokenSignInDocument, { input }))
      .startIdTokenSignIn;
    const idToken = await google.sign({ ...SUBJECT, nonce, iss: 'accounts.google.com' });
    const refusal = await service.client.refusal(SignInWithIdTokenDocument, {
      input: { challenge, idToken },
    });
    expect(refusal.code).toBe('SIGN_UP_REQUIRED');
    const rows = await service.database.pendingIdentity.findMany({ where: { provider: 'google' } });
    expect(new Set(rows.map(({ issuer }) => issuer))).toEqual(new Set([GOOGLE]));
  });
});

describe('Apple', () => {
  it('is asked to post the answer, with the scopes for the address and the name', async () => {
    const { url } = await start(service, { provider: 'apple' });
    const asked = Object.fromEntries(new URL(url).searchParams);
    expect(asked).toMatchObject({
      response_mode: 'form_post',
      response_type: 'code',
      scope: 'openid email name',
    });
  });

  it('gets a client secret for each exchange, which is good for five minutes', async () => {
    await fromApple({});
    await fromApple({});
    const secrets = apple.exchanged.map(({ form }) => form.get('client_secret') ?? '');
    const [first = '', second = ''] = secrets.slice(-2);
    const verified = await jwtVerify(second, publicKey, {
      issuer: 'TEAM123456',
      subject: apple.clientId,
      audience: APPLE,
    });
    const { iat = 0, exp = 0 } = verified.payload;
    expect(verified.protectedHeader).toMatchObject({ alg: 'ES256', kid: 'KEY1234567' });
    expect(exp - iat).toBe(300);
    expect(first).not.toBe(second);
  });

  it('proves an address, also one of its relay, however it writes that', async () => {
    for (const email_verified of [true, 'true'])
      expect(await fromApple({ email: 'x7@privaterelay.appleid.com', email_verified })).toMatchObject({
        email: 'x7@privaterelay.appleid.com',
        emailVerified: true,
      });
    for (const email_verified of [false, 'false', undefined, 1])
      expect(await fromApple({ email: 'x7@example.com', email_verified })).toMatchObject({
        emailVerified: false,
      });
  });

  it('gives a name beside the ID token, and nothing else there is believed', async () => {
    const user = {
      name: { firstName: 'Ada', lastName: 'Lovelace' },
      email: 'victim@example.com',
      sub: 'victim',
    };
    const refusal = await fromApple({}, { user: JSON.stringify(user) });
    expect(refusal).toMatchObject({ code: 'SIGN_UP_REQUIRED' });
    expect(JSON.stringify(refusal)).not.toContain('victim');
    const row = await service.database.pendingIdentity.findFirst({ where: { name: 'Ada Lovelace' } });
    expect(row).toMatchObject({ subject: '000123.abc.0001', email: null });
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"name":7}',
    '{"name":{"firstName":{}}}',
    '{"name":{"firstName":"\\u202e"}}',
  ])('is not disturbed by the user %j', async (user) => {
    expect((await fromApple({}, { user })).code).toBe('SIGN_UP_REQUIRED');
  });

  it('tells of a person who presses cancel', async () => {
    const { url } = await start(service, { provider: 'apple' });
    const state = new URL(url).searchParams.get('state') ?? '';
    const answer = new URLSearchParams({ state, error: 'user_cancelled_authorize' });
    expect((await comeBack(service, 'apple', answer, 'POST')).error).toBe('access_denied');
  });
});
