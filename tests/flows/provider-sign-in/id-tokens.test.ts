import { createHash } from 'node:crypto';
import { SignJWT } from 'jose';
import {
  SignInWithIdTokenDocument,
  StartIdTokenSignInDocument,
} from '../../../src/generated/client/operations.js';
import { newKey } from '../../support/key-server.js';
import { atOnce } from '../../support/people.js';
import { CLIENT_SECRET, comeBack, ProviderEnvironment } from './provider-environment.js';

let environment: ProviderEnvironment;
beforeAll(async () => {
  environment = await ProviderEnvironment.open({ env: { SIGN_IN_ACME_AUDIENCES: 'ios,android' } });
});
afterAll(() => environment.stop());

const begin = async () => {
  const input = { provider: 'acme' };
  return (await environment.service.client.run(StartIdTokenSignInDocument, { input })).startIdTokenSignIn;
};
const signIn = (challenge: string, idToken: string, name?: string) =>
  environment.service.client.refusal(SignInWithIdTokenDocument, { input: { challenge, idToken, name } });
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

type Write = (nonce: string) => Promise<string>;
const provider = () => environment.provider;
const now = () => Math.floor(Date.now() / 1000);

/** Each is an ID token that would sign a thief in. `nonce` is that of the sign-in. */
const WRONG: Readonly<Record<string, Write>> = {
  'another nonce': () => provider().sign({ nonce: 'x'.repeat(43) }),
  'no nonce': () => provider().sign({}),
  'a nonce that is no text': () => provider().sign({ nonce: 7 }),
  'the client of another operator at the same provider': (nonce) =>
    provider().sign({ nonce, aud: 'other-client' }),
  'our client and another one': (nonce) => provider().sign({ nonce, aud: ['the-client', 'other-client'] }),
  'no client': (nonce) => provider().sign({ nonce, aud: [] }),
  'an authorized party that is not ours': (nonce) => provider().sign({ nonce, azp: 'other-client' }),
  'another issuer': (nonce) => provider().sign({ nonce, iss: 'https://evil.example' }),
  'the issuer with a slash': (nonce) => provider().sign({ nonce, iss: `${provider().issuer}/` }),
  'no person': (nonce) => provider().sign({ nonce, sub: undefined }),
  'an end in the past': (nonce) => provider().sign({ nonce, exp: now() - 60 }),
  'no end': (nonce) => provider().sign({ nonce, exp: undefined }),
  'an age of more than ten minutes': (nonce) =>
    provider().sign({ nonce, iat: now() - 700, exp: now() + 300 }),
  'a time in the future': (nonce) => provider().sign({ nonce, iat: now() + 300, exp: now() + 600 }),
  'the type of an access token': (nonce) => provider().sign({ nonce }, { header: { typ: 'at+jwt' } }),
  'the key of somebody else': (nonce) => provider().sign({ nonce }, { key: newKey('RS256') }),
  'the key of somebody else under the name of ours': (nonce) =>
    provider().sign({ nonce }, { key: { ...newKey('RS256'), kid: provider().key.kid } }),
  'no signature (alg none)': async (nonce) => {
    const payload = {
      iss: provider().issuer,
      aud: 'the-client',
      sub: 'x',
      nonce,
      iat: now(),
      exp: now() + 300,
    };
    return `${base64url({ alg: 'none' })}.${base64url(payload)}.`;
  },
  'an HMAC with the client secret': (nonce) =>
    new SignJWT({ iss: provider().issuer, aud: 'the-client', sub: 'x', nonce, iat: now(), exp: now() + 300 })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.from(CLIENT_SECRET)),
  'an HMAC with the public key': (nonce) =>
    new SignJWT({ iss: provider().issuer, aud: 'the-client', sub: 'x', nonce, iat: now(), exp: now() + 300 })
      .setProtectedHeader({ alg: 'HS256', kid: provider().key.kid })
      .sign(Buffer.from(JSON.stringify(provider().key.jwk))),
  'a subject that no provider has': (nonce) => provider().sign({ nonce, sub: 'x\u0000y' }),
  'a subject that is too long': (nonce) => provider().sign({ nonce, sub: 'x'.repeat(256) }),
  'no token': async () => 'something',
  'an empty text': async () => '',
};

describe('an ID token of an app', () => {
  it('signs in with the nonce, or with its SHA-256 as the SDKs of Apple and Google send it', async () => {
    for (const form of [(nonce: string) => nonce, sha256]) {
      const { challenge, nonce } = await begin();
      const idToken = await provider().sign({ nonce: form(nonce), sub: 'ada' });
      expect((await signIn(challenge, idToken)).code).toBe('SIGN_UP_REQUIRED');
    }
  });

  it.each(['the-client', 'ios', 'android', ['ios']])(
    'accepts the client %j of the same operator',
    async (aud) => {
      const { challenge, nonce } = await begin();
      const idToken = await provider().sign({ nonce, aud, azp: 'android' });
      expect((await signIn(challenge, idToken)).code).toBe('SIGN_UP_REQUIRED');
    },
  );

  it.each(Object.entries(WRONG))('refuses %s', async (_name, write) => {
    const { challenge, nonce } = await begin();
    expect((await signIn(challenge, await write(nonce))).code).toBe('INVALID_CREDENTIALS');
  });

  it('is good for one attempt, even a wrong one: the challenge is used up first', async () => {
    const { challenge, nonce } = await begin();
    expect((await signIn(challenge, 'something')).code).toBe('INVALID_CREDENTIALS');
    expect((await signIn(challenge, await provider().sign({ nonce }))).code).toBe('TOKEN_INVALID');
  });

  it('is not accepted for the challenge of another sign-in: a stolen one is worth nothing', async () => {
    const { nonce } = await begin();
    const other = await begin();
    expect((await signIn(other.challenge, await provider().sign({ nonce }))).code).toBe(
      'INVALID_CREDENTIALS',
    );
  });

  it('signs one of 16 in at once', async () => {
    const { challenge, nonce } = await begin();
    const idToken = await provider().sign({ nonce });
    const all = await atOnce(16, async () => (await signIn(challenge, idToken)).code);
    const codes = all.map((one) => (one.status === 'fulfilled' ? one.value : one.reason)).sort();
    expect(codes).toEqual(['SIGN_UP_REQUIRED', ...Array.from({ length: 15 }, () => 'TOKEN_INVALID')]);
  });

  it('does not use the challenge of a browser, and a browser not that of an app', async () => {
    const browser = await environment.start();
    expect((await signIn(browser.challenge, await provider().sign({ nonce: 'x' }))).code).toBe(
      'TOKEN_INVALID',
    );
    const { challenge } = await environment.result();
    expect((await signIn(challenge, await provider().sign({ nonce: 'x' }))).code).toBe('TOKEN_INVALID');
  });

  it('records why it was refused, for administrators, without the token', async () => {
    const { challenge } = await begin();
    await signIn(challenge, 'something');
    const { database, log } = environment.service;
    const event = await database.auditEvent.findFirst({
      where: { type: 'provider_sign_in_failed' },
      orderBy: { id: 'desc' },
    });
    expect(event).toMatchObject({ metadata: { provider: 'acme', because: 'idToken' }, userId: null });
    expect(log.text).not.toContain(challenge);
  });
});

describe('the ID token of the way through a browser', () => {
  it.each(Object.entries(WRONG).filter(([, write]) => write !== WRONG['an empty text']))(
    'is refused with %s',
    async (_name, write) => {
      const { url } = await environment.start();
      provider().write = (_claims, nonce) => write(nonce ?? '');
      const back = await comeBack(environment.service, 'acme', provider().grant(url));
      expect(back.error).toBe('provider_failed');
      provider().write = (claims, nonce) => provider().sign({ nonce, ...claims });
    },
  );

  it('must be for this client: those of the apps are not good here', async () => {
    expect(await environment.result({ aud: 'ios' })).toMatchObject({ error: 'provider_failed' });
  });

  it('must not be left out', async () => {
    provider().write = async () => undefined as unknown as string;
    expect(await environment.result()).toMatchObject({ error: 'provider_failed' });
    provider().write = (claims, nonce) => provider().sign({ nonce, ...claims });
    expect(await environment.result()).toMatchObject({ result: expect.any(String) });
  });
});
