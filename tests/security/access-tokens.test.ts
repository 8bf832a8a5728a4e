import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer, type OutgoingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { calculateJwkThumbprint, createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { Duration } from '../../src/core/duration.js';
import type { Transaction } from '../../src/database/client.js';
import {
  ChangePasswordDocument,
  LogoutDocument,
  MeDocument,
  MySessionsDocument,
  RefreshTokenDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  RevokeOtherSessionsDocument,
  RevokeSessionDocument,
} from '../../src/generated/sdk/operations.js';
import type { Answer } from '../support/client.js';
import {
  claimsOf,
  forge,
  headerOf,
  type Json,
  type OwnKey,
  openSigningKey,
  respell,
  signatureOf,
  signingInput,
  without,
  withSignature,
} from '../support/forgery.js';
import { logIn, PASSWORD, type Person, registerPerson } from '../support/people.js';
import { sendOperation, sendRaw } from '../support/raw-http.js';
import { PUBLIC_URL, type TestService } from '../support/service.js';
import { type Instances, startTwoInstances } from '../support/two-instances.js';

const DAY = 86_400;
const ME = '{ me { id } }';

let instances: Instances;
let service: TestService;
let own: OwnKey;
let person: Person;
let header: Json;
let claims: Json;
/** Where a token says its key could be fetched; nobody may. */
let lure: Server;
let lureVisits = 0;

beforeAll(async () => {
  instances = await startTwoInstances();
  service = instances.one;
  own = await openSigningKey(service.database, instances.authSecret);
  person = await registerPerson(service.client);
  header = headerOf(person.tokens.accessToken);
  claims = claimsOf(person.tokens.accessToken);
  lure = createServer((_request, response) => {
    lureVisits += 1;
    response.end('{}');
  });
  await new Promise<void>((resolve) => lure.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  await new Promise((resolve) => lure.close(resolve));
  await instances.stop();
});

const ask = (token: string): Promise<Answer<{ me: { id: string } }>> => service.client.raw(ME, {}, { token });

async function codeOf(token: string): Promise<string> {
  const answer = await ask(token);
  return answer.errors.length === 0 ? 'accepted' : String(answer.errors[0]?.extensions?.['code']);
}

/** The answer to each token, so that a failing table names every row that is wrong. */
async function codesOf(tokens: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const entries = await Promise.all(
    Object.entries(tokens).map(async ([name, token]) => [name, await codeOf(token)] as const),
  );
  return Object.fromEntries(entries);
}

function allOf(tokens: Readonly<Record<string, unknown>>, code: string): Record<string, string> {
  return Object.fromEntries(Object.keys(tokens).map((name) => [name, code]));
}

async function expectAllInvalid(tokens: Readonly<Record<string, string>>): Promise<void> {
  expect(await codesOf(tokens)).toEqual(allOf(tokens, 'TOKEN_INVALID'));
}

const nowInSeconds = () => Math.floor(service.clock.now().getTime() / 1000);
const withClaims = (changed: Json) => forge(own.privateKey, header, { ...claims, ...changed });
const withHeader = (changed: Json) => forge(own.privateKey, { ...header, ...changed }, claims);
const hmac = (input: string, secret: string | Buffer) =>
  createHmac('sha256', secret).update(input).digest('base64url');

describe('an access token', () => {
  it('is accepted as it is, and so is one forged with our own key that says the same: what follows differs in one thing', async () => {
    expect(await codesOf({ real: person.tokens.accessToken, forged: withClaims({}) })).toEqual({
      real: 'accepted',
      forged: 'accepted',
    });
  });

  it('JWT-8: says exactly what it must, under a type of its own, and nothing about the person', () => {
    expect(header).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: own.kid });
    expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'jti', 'role', 'sid', 'sub']);
    expect(claims).toMatchObject({ iss: PUBLIC_URL, aud: PUBLIC_URL, sub: person.tokens.user.id });
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(person.tokens.expiresIn);
    expect(person.tokens.expiresIn).toBeLessThanOrEqual(15 * 60);
  });
});

describe('its signature', () => {
  it('JWT-1: cannot be left out by an algorithm that signs nothing', async () => {
    const input = (alg: unknown) => signingInput({ ...header, alg }, claims);
    const algorithms = ['none', 'None', 'NONE', 'nOnE', 'none ', '', null, 0, ['ES256'], 'es256', 'ES256 '];
    const unsigned = Object.fromEntries(
      algorithms.flatMap((alg) => [
        [`${JSON.stringify(alg)}, no signature`, withSignature(input(alg), '')],
        [`${JSON.stringify(alg)}, a signature`, forge(own.privateKey, { ...header, alg }, claims)],
      ]),
    );
    await expectAllInvalid({
      ...unsigned,
      'no alg at all': forge(own.privateKey, without(header, 'alg'), claims),
    });
  });

  it('JWT-1: cannot be an HMAC under what everybody knows of our key', async () => {
    const pem = own.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const jwk = own.publicKey.export({ format: 'jwk' });
    const der = own.publicKey.export({ type: 'spki', format: 'der' });
    const point = Buffer.concat([
      Buffer.from(jwk.x ?? '', 'base64url'),
      Buffer.from(jwk.y ?? '', 'base64url'),
    ]);
    const secrets: Record<string, string | Buffer> = {
      PEM: pem,
      'PEM without its last newline': pem.trimEnd(),
      'PEM with CRLF': pem.replaceAll('\n', '\r\n'),
      'PEM on one line': pem.replaceAll('\n', ''),
      DER: der,
      'DER as base64': der.toString('base64'),
      JWK: JSON.stringify(jwk),
      'JWK as published': JSON.stringify((await published()).keys[0]),
      point,
      'uncompressed point': Buffer.concat([Buffer.from([4]), point]),
      kid: own.kid,
      nothing: '',
    };
    const tokens = Object.entries(secrets).flatMap(([name, secret]) =>
      ['HS256', 'HS384', 'hs256'].map((alg) => {
        const input = signingInput({ ...header, alg }, claims);
        return [`${alg} under ${name}`, withSignature(input, hmac(input, secret))];
      }),
    );
    await expectAllInvalid(Object.fromEntries(tokens));
  });

  it('JWT-1: must be of our algorithm and by our key, whatever other key is offered', async () => {
    const curve = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).privateKey;
    const stranger = curve('P-256');
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const ed25519 = generateKeyPairSync('ed25519').privateKey;
    const edInput = signingInput({ ...header, alg: 'EdDSA' }, claims);
    const as = (alg: string) => ({ ...header, alg });
    await expectAllInvalid({
      'another P-256 key': forge(stranger, header, claims),
      'P-384': forge(curve('P-384'), as('ES384'), claims, 'sha384'),
      'P-384 as ES256': forge(curve('P-384'), header, claims),
      'P-521': forge(curve('P-521'), as('ES512'), claims, 'sha512'),
      secp256k1: forge(curve('secp256k1'), as('ES256K'), claims),
      'secp256k1 as ES256': forge(curve('secp256k1'), header, claims),
      RS256: forge(rsa, as('RS256'), claims),
      'RS256 as ES256': forge(rsa, header, claims),
      EdDSA: withSignature(edInput, sign(null, Buffer.from(edInput), ed25519)),
      'our key as ES384': forge(own.privateKey, as('ES384'), claims, 'sha384'),
      'our key with SHA-512': forge(own.privateKey, header, claims, 'sha512'),
    });
  });

  it('JWT-1: is not checked with a key that the token brings along or points at, and nothing is fetched', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = { ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' };
    const thumbprint = await calculateJwkThumbprint(jwk);
    const url = `http://127.0.0.1:${(lure.address() as AddressInfo).port}/keys`;
    const certificate = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const offers: Json = {
      jwk: { jwk },
      'jwk with our kid': { jwk: { ...jwk, kid: own.kid } },
      jku: { jku: url },
      x5u: { x5u: url },
      x5c: { x5c: [certificate] },
      x5t: { x5t: thumbprint, 'x5t#S256': thumbprint },
    };
    const tokens = Object.entries(offers).flatMap(([name, offer]) =>
      [own.kid, thumbprint, url].map((kid) => [
        `${name}, kid ${kid.slice(0, 6)}`,
        forge(privateKey, { ...header, ...(offer as Json), kid }, claims),
      ]),
    );
    await expectAllInvalid(Object.fromEntries(tokens));
    expect(lureVisits).toBe(0);
  });

  it('JWT-1: must be there, whole, in the one form that JWS has', async () => {
    const input = signingInput(header, claims);
    const good = signatureOf(person.tokens.accessToken);
    const realInput = person.tokens.accessToken.split('.').slice(0, 2).join('.');
    const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');
    const flipped = Buffer.from(good);
    flipped[0] = (flipped[0] ?? 0) ^ 1;
    const otherPart = (own: Buffer) => Buffer.concat([own.subarray(32), own.subarray(0, 32)]);
    await expectAllInvalid({
      none: withSignature(input, ''),
      zeros: withSignature(input, Buffer.alloc(64)),
      'r = 0': withSignature(realInput, Buffer.concat([Buffer.alloc(32), good.subarray(32)])),
      's = 0': withSignature(realInput, Buffer.concat([good.subarray(0, 32), Buffer.alloc(32)])),
      'r = s = n': withSignature(input, Buffer.concat([order, order])),
      DER: withSignature(input, sign('sha256', Buffer.from(input), own.privateKey)),
      'one byte short': withSignature(realInput, good.subarray(0, 63)),
      'one byte long': withSignature(realInput, Buffer.concat([good, Buffer.alloc(1)])),
      'one bit flipped': withSignature(realInput, flipped),
      'halves swapped': withSignature(realInput, otherPart(good)),
      'of the refresh token': withSignature(realInput, signatureOf(person.tokens.refreshToken)),
      'over another payload': withSignature(signingInput(header, { ...claims, role: 'ADMIN' }), good),
    });
  });

  it('JWT-5: does not save a token with critical extensions', async () => {
    const values: unknown[] = [['b64'], ['foo'], ['exp'], [], [''], 'b64', null, true, {}];
    const tokens = values.map((crit) => [
      JSON.stringify(crit),
      withHeader({ crit, ...(Array.isArray(crit) && crit[0] === 'b64' ? { b64: false } : { foo: 1 }) }),
    ]);
    await expectAllInvalid(Object.fromEntries(tokens));
  });

  it('JWT-7: is checked with the key that `kid` names and no other, even if it is ours', async () => {
    const kids: Json = {
      missing: undefined,
      null: null,
      empty: '',
      number: 1,
      array: [own.kid],
      object: { toString: own.kid },
      'path to nothing': '../../../../../../dev/null',
      'path to a file': '../../package.json',
      SQL: "x' UNION SELECT 'AAAA' --",
      URL: 'https://evil.example/key',
      proto: '__proto__',
      constructor: 'constructor',
      toString: 'toString',
      hasOwnProperty: 'hasOwnProperty',
      'padded with a space': `${own.kid} `,
      'with a NUL': `${own.kid}\u0000`,
      'in another case': own.kid.toUpperCase(),
      'of another key': 'cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s',
      '3 kB': 'k'.repeat(3000),
      '10 kB': 'k'.repeat(10_000),
    };
    const signed = Object.entries(kids).map(([name, kid]) => [name, withHeader({ kid })]);
    const emptySecret = Object.entries(kids).map(([name, kid]) => {
      const input = signingInput({ ...header, alg: 'HS256', kid }, claims);
      return [`${name}, HMAC under nothing`, withSignature(input, hmac(input, ''))];
    });
    await expectAllInvalid(Object.fromEntries([...signed, ...emptySecret]));
  });

  it('JWT-11: an answer does not tell what was wrong', async () => {
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const tokens = {
      'bad signature': forge(stranger, header, claims),
      'unknown key': withHeader({ kid: 'unknown' }),
      'wrong type': withHeader({ typ: 'JWT' }),
      'wrong audience': withClaims({ aud: 'https://other.example' }),
      'wrong issuer': withClaims({ iss: 'https://other.example' }),
      'no such session': withClaims({ sid: randomUUID() }),
      malformed: 'not-a-token',
      'refresh token': person.tokens.refreshToken,
    };
    const answers = await Promise.all(Object.values(tokens).map(ask));
    const shown = answers.map(({ status, text }) => ({ status, text: withoutRequestId(text) }));
    expect(new Set(shown.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(shown[0]?.text).toContain('Invalid token');
  });
});

function withoutRequestId(text: string): string {
  return text.replace(/"requestId":"[0-9a-f-]{36}"/, '"requestId":""');
}

describe('its form', () => {
  it('JWT-1: whatever is no token of ours is refused as one, and never an unexpected error', async () => {
    const { accessToken } = person.tokens;
    const signedText = (payload: string, changed: Json = {}) =>
      forge(own.privateKey, { ...header, ...changed }, payload);
    await expectAllInvalid({
      word: 'x',
      'two parts': 'a.b',
      'three letters': 'a.b.c',
      dots: '...',
      'four parts': `${accessToken}.x`,
      'trailing dot': `${accessToken}.`,
      'leading dot': `.${accessToken}`,
      'a space inside': accessToken.replace('.', '. '),
      percent: '%00',
      'standard base64': accessToken.replace('.', '+/.'),
      'header is text': forge(own.privateKey, 'header', claims),
      'header is null': forge(own.privateKey, 'null', claims),
      'header is an array': forge(own.privateKey, '[]', claims),
      'header is a number': forge(own.privateKey, '7', claims),
      'payload is text': signedText('payload'),
      'payload is text, typ JWT': signedText('payload', { typ: 'JWT' }),
      'payload is text, typ JWT, unsigned': withSignature(
        signingInput({ alg: 'none', typ: 'JWT' }, '{'),
        'AAAA',
      ),
      'payload is null': signedText('null'),
      'payload is an array': signedText(JSON.stringify([claims])),
      'payload is a string': signedText(JSON.stringify(JSON.stringify(claims))),
      'payload is a number': signedText('7'),
      'too long': withClaims({ padding: 'x'.repeat(4096) }),
      '9 kB of dots': '.'.repeat(9000),
    });
  });

  it('JWT-3: is told by its type alone, in exactly that spelling', async () => {
    const types: unknown[] = ['JWT', 'jwt', 'rt+jwt', 'AT+JWT', 'application/at+jwt', ' at+jwt', 'at+jwt\0'];
    const tokens = [...types, '', null, 1, ['at+jwt'], { 0: 'at+jwt' }].map((typ) => [
      JSON.stringify(typ),
      withHeader({ typ }),
    ]);
    await expectAllInvalid({
      ...Object.fromEntries(tokens),
      'no typ': forge(own.privateKey, without(header, 'typ'), claims),
    });
  });
});

describe('its claims', () => {
  /** Nothing of these is the right value of any claim. */
  const CORRUPTIONS: Readonly<Record<string, (value: unknown) => unknown>> = {
    null: () => null,
    empty: () => '',
    zero: () => 0,
    true: () => true,
    'in an array': (value) => [value],
    'in an object': (value) => ({ value }),
    'empty array': () => [],
    'padded with a space': (value) => `${value} `,
    negative: () => -1,
    fraction: () => 1.5,
    'number as text': () => '1',
    '2^60': () => 2 ** 60,
  };

  it.each(['iss', 'aud', 'sub', 'sid', 'jti', 'role', 'iat', 'exp'])(
    'JWT-2: `%s` is required, of one type and one form',
    async (claim) => {
      // A number that is a time is right for one claim alone, and then it is another time: tested below.
      const corrupted = Object.entries(CORRUPTIONS)
        .filter(([name]) => !(claim === 'exp' && name === 'zero'))
        .map(([name, corrupt]) => [name, withClaims({ [claim]: corrupt(claims[claim]) })]);
      await expectAllInvalid({
        ...Object.fromEntries(corrupted),
        missing: forge(own.privateKey, header, without(claims, claim)),
      });
    },
  );

  it('JWT-2: a time must be right, not just a number', async () => {
    const now = nowInSeconds();
    expect(
      await codesOf({
        'exp never': withClaims({ exp: 'never' }),
        'exp as text': withClaims({ exp: String(now + 60) }),
        'exp a second ago': withClaims({ exp: now - 1 }),
        'exp now': withClaims({ exp: now }),
        'exp in milliseconds of the past': withClaims({ exp: (now - DAY) / 1000 }),
        'exp 1e400': forge(
          own.privateKey,
          header,
          JSON.stringify(claims).replace(/"exp":\d+/, '"exp":1e400'),
        ),
        'iat in a day': withClaims({ iat: now + DAY }),
        'iat in 90 s': withClaims({ iat: now + 90 }),
        'iat in 30 s, as another instance may say': withClaims({ iat: now + 30 }),
        'nbf past': withClaims({ nbf: now - DAY }),
        'nbf future': withClaims({ nbf: now + DAY }),
        'nbf null': withClaims({ nbf: null }),
      }),
    ).toEqual({
      'exp never': 'TOKEN_INVALID',
      'exp as text': 'TOKEN_INVALID',
      'exp a second ago': 'TOKEN_EXPIRED',
      'exp now': 'TOKEN_EXPIRED',
      'exp in milliseconds of the past': 'TOKEN_INVALID',
      'exp 1e400': 'TOKEN_INVALID',
      'iat in a day': 'TOKEN_INVALID',
      'iat in 90 s': 'TOKEN_INVALID',
      'iat in 30 s, as another instance may say': 'accepted',
      'nbf past': 'TOKEN_INVALID',
      'nbf future': 'TOKEN_INVALID',
      'nbf null': 'TOKEN_INVALID',
    });
  });

  it('JWT-2: must be those of this service, of a user and of their own session', async () => {
    const stranger = await registerPerson(service.client);
    const strangers = claimsOf(stranger.tokens.accessToken);
    await expectAllInvalid({
      'issuer with a slash': withClaims({ iss: `${PUBLIC_URL}/` }),
      'issuer in capitals': withClaims({ iss: PUBLIC_URL.toUpperCase() }),
      'issuer that begins like ours': withClaims({ iss: `${PUBLIC_URL}.evil.example` }),
      'audience that begins like ours': withClaims({ aud: `${PUBLIC_URL}.evil.example` }),
      'audience in an array with another': withClaims({ aud: [PUBLIC_URL, 'https://other.example'] }),
      'unknown user': withClaims({ sub: randomUUID() }),
      'unknown session': withClaims({ sid: randomUUID() }),
      "somebody else's session": withClaims({ sid: strangers['sid'] }),
      'somebody else': withClaims({ sub: strangers['sub'] }),
      'user in capitals': withClaims({ sub: String(claims['sub']).toUpperCase() }),
      'role nobody has': withClaims({ role: 'ROOT' }),
      'role in another case': withClaims({ role: 'admin' }),
      'injection into a session': withClaims({ sid: `${claims['sid']}' OR true --` }),
    });
  });

  it('JWT-2: say nothing about a user who is deleted', async () => {
    const gone = await registerPerson(service.client);
    expect(await codeOf(gone.tokens.accessToken)).toBe('accepted');
    await service.database.user.delete({ where: { id: gone.tokens.user.id } });
    expect(await codeOf(gone.tokens.accessToken)).toBe('TOKEN_INVALID');
  });

  it('JWT-2: `role` is told to others and not believed here', async () => {
    const asAdmin = withClaims({ role: 'ADMIN' });
    expect((await service.client.run(MeDocument, {}, { token: asAdmin })).me.role).toBe('USER');
  });

  it('JWT-2: end in their time, also when the token was found good before', async () => {
    const brief = withClaims({ exp: nowInSeconds() + 2 });
    expect(await codeOf(brief)).toBe('accepted');
    service.clock.advance(Duration.seconds(2));
    expect(await codeOf(brief)).toBe('TOKEN_EXPIRED');
  });
});

describe('each kind of token', () => {
  it('JWT-3: works at its own consumer and at no other', async () => {
    const { client, mailbox } = service;
    const someone = await registerPerson(client);
    await client.run(RequestPasswordResetDocument, { input: { email: someone.email } });
    const reset = await mailbox.token(someone.email);
    const { accessToken: access, refreshToken: refresh } = someone.tokens;
    const consumers = {
      bearer: (token: string) => client.ask(MeDocument, {}, { token }),
      refreshToken: (token: string) =>
        client.ask(RefreshTokenDocument, { input: { refreshToken: token } }, {}),
      resetPassword: (token: string) =>
        client.ask(ResetPasswordDocument, { input: { token, newPassword: 'Another1Word!' } }, {}),
      logout: (token: string) => client.ask(LogoutDocument, { input: { refreshToken: token } }, {}),
    };
    const codes: Record<string, string> = {};
    for (const [consumer, present] of Object.entries(consumers)) {
      for (const [kind, token] of Object.entries({ access, refresh, reset })) {
        if (`${kind} at ${consumer}` === 'reset at resetPassword') continue;
        const { errors } = await present(token);
        codes[`${kind} at ${consumer}`] = String(errors[0]?.extensions?.['code'] ?? 'accepted');
      }
    }
    const refused = 'TOKEN_INVALID';
    expect(codes).toEqual({
      'access at bearer': 'accepted',
      'refresh at bearer': refused,
      'reset at bearer': refused,
      'access at refreshToken': refused,
      'refresh at refreshToken': 'accepted',
      'reset at refreshToken': refused,
      'access at resetPassword': refused,
      'refresh at resetPassword': refused,
      'access at logout': refused,
      'refresh at logout': 'accepted',
      'reset at logout': refused,
    });
    // The link was burnt by none of it.
    await client.run(ResetPasswordDocument, { input: { token: reset, newPassword: 'Another1Word!' } });
  });

  it('JWT-3: an access token with every claim of a refresh token is none, and the other way about', async () => {
    const { accessToken, refreshToken } = person.tokens;
    const both = { ...claimsOf(refreshToken), ...claimsOf(accessToken) };
    const asAccess = forge(own.privateKey, headerOf(refreshToken), both);
    const asRefresh = forge(own.privateKey, headerOf(accessToken), both);
    expect(await codeOf(asAccess)).toBe('TOKEN_INVALID');
    const refusal = await service.client.refusal(RefreshTokenDocument, {
      input: { refreshToken: asRefresh },
    });
    expect(refusal.code).toBe('TOKEN_INVALID');
  });
});

describe('what ends a session', () => {
  type Ending = (someone: Person, elsewhere: string) => Promise<unknown>;
  const as = (token: string) => service.client.as(token);
  const suspend = (tx: Transaction, id: string) =>
    tx.user.update({ where: { id }, data: { status: 'SUSPENDED' } });

  const ENDINGS: Readonly<Record<string, Ending>> = {
    'a logout': ({ tokens }) => as(tokens.accessToken).run(LogoutDocument, {}),
    'a logout by refresh token': ({ tokens }) =>
      service.client.run(LogoutDocument, { input: { refreshToken: tokens.refreshToken } }),
    'a logout everywhere': (_someone, elsewhere) =>
      as(elsewhere).run(LogoutDocument, { input: { everywhere: true } }),
    'its revocation': ({ tokens }, elsewhere) =>
      as(elsewhere).run(RevokeSessionDocument, { id: String(claimsOf(tokens.accessToken)['sid']) }),
    'the revocation of the others': (_someone, elsewhere) =>
      as(elsewhere).run(RevokeOtherSessionsDocument, {}),
    'a password change': (_someone, elsewhere) =>
      as(elsewhere).run(ChangePasswordDocument, {
        input: { currentPassword: PASSWORD, newPassword: 'Another1Word!' },
      }),
    'a password reset': async ({ email }) => {
      await service.client.run(RequestPasswordResetDocument, { input: { email } });
      const token = await service.mailbox.token(email);
      await service.client.run(ResetPasswordDocument, { input: { token, newPassword: 'Another1Word!' } });
    },
    'a suspension': async ({ tokens }) => {
      await service.database.$transaction(async (tx) => {
        await suspend(tx, tokens.user.id);
        await service.userChanges.apply(tx, tokens.user.id, 'suspended');
      });
    },
    'the deletion of the account': ({ tokens }) =>
      service.database.$transaction(async (tx) => {
        await service.userChanges.apply(tx, tokens.user.id, 'deleted');
        await tx.user.delete({ where: { id: tokens.user.id } });
      }),
  };

  it.each(Object.keys(ENDINGS))(
    'JWT-4: %s ends its access tokens at once, on every instance, though they were just found good',
    async (name) => {
      const someone = await registerPerson(service.client);
      const elsewhere = await logIn(service.client, someone);
      const token = someone.tokens.accessToken;
      for (const { client } of [instances.one, instances.other]) await client.run(MeDocument, {}, { token });

      await ENDINGS[name]?.(someone, elsewhere.accessToken);

      const change = { input: { currentPassword: PASSWORD, newPassword: 'Third1Word!!' } };
      for (const { client } of [instances.one, instances.other]) {
        const refusals = [
          await client.refusal(MeDocument, {}, { token }),
          await client.refusal(MySessionsDocument, {}, { token }),
          await client.refusal(ChangePasswordDocument, change, { token }),
        ];
        expect(refusals.map(({ code }) => code)).toEqual(Array(3).fill('TOKEN_INVALID'));
      }
    },
  );

  it('JWT-4: a suspension holds even where the session was left', async () => {
    const someone = await registerPerson(service.client);
    await suspend(service.database, someone.tokens.user.id);
    expect(await codeOf(someone.tokens.accessToken)).toBe('ACCOUNT_SUSPENDED');
  });

  it('JWT-4: a role is read anew at every request', async () => {
    const someone = await registerPerson(service.client);
    const role = async () =>
      (await service.client.run(MeDocument, {}, { token: someone.tokens.accessToken })).me.role;
    expect(await role()).toBe('USER');
    await service.database.user.update({ where: { id: someone.tokens.user.id }, data: { role: 'ADMIN' } });
    expect(await role()).toBe('ADMIN');
    await service.database.user.update({ where: { id: someone.tokens.user.id }, data: { role: 'USER' } });
    expect(await role()).toBe('USER');
  });

  it('JWT-6: ends every spelling of its tokens, also those that were accepted before', async () => {
    const someone = await registerPerson(service.client);
    const spellings = respell(someone.tokens.accessToken);
    const before = await Promise.all(spellings.map(codeOf));
    expect(before[0]).toBe('accepted');
    await service.client.run(LogoutDocument, {}, { token: someone.tokens.accessToken });
    const after = await Promise.all(spellings.map(codeOf));
    expect(new Set(after)).toEqual(new Set(['TOKEN_INVALID']));
  });
});

describe('the Authorization header', () => {
  const codeIn = (text: string) => String(JSON.parse(text).errors?.[0]?.extensions?.code ?? 'accepted');

  it('JWT-9: is read as RFC 6750 has it and no other way', async () => {
    const { accessToken: token } = person.tokens;
    const expected: Readonly<Record<string, [string, string]>> = {
      'as it should be': [`Bearer ${token}`, 'accepted'],
      'scheme in another case': [`bearer ${token}`, 'accepted'],
      'no scheme': [token, 'UNAUTHENTICATED'],
      'scheme alone': ['Bearer', 'UNAUTHENTICATED'],
      'another scheme': [`Basic ${token}`, 'UNAUTHENTICATED'],
      'a scheme that begins alike': [`BearerX ${token}`, 'UNAUTHENTICATED'],
      'two spaces': [`Bearer  ${token}`, 'TOKEN_INVALID'],
      'the scheme twice': [`Bearer Bearer ${token}`, 'TOKEN_INVALID'],
      'two tokens': [`Bearer ${token} ${token}`, 'TOKEN_INVALID'],
      'two credentials': [`Bearer ${token}, Bearer ${token}`, 'TOKEN_INVALID'],
      'token in quotes': [`Bearer "${token}"`, 'TOKEN_INVALID'],
      'bytes that are no ASCII': [`Bearer ${token}\u00e9`, 'TOKEN_INVALID'],
      'nothing that is a token': ['Bearer undefined', 'TOKEN_INVALID'],
    };
    const codes = await Promise.all(
      Object.entries(expected).map(async ([name, [authorization]]) => {
        const { text } = await sendOperation(service.client.url, ME, {}, { authorization });
        return [name, codeIn(text)];
      }),
    );
    const wanted = Object.entries(expected).map(([name, [, code]]) => [name, code]);
    expect(Object.fromEntries(codes)).toEqual(Object.fromEntries(wanted));
  });

  it('JWT-9: is refused when it comes twice, for two readers could believe two of them', async () => {
    const stranger = await registerPerson(service.client);
    const authorization = [stranger, person].map(({ tokens }) => `Bearer ${tokens.accessToken}`);
    // Node's types know only one; its client sends each of a list on a line of its own.
    const headers = { authorization } as unknown as OutgoingHttpHeaders;
    const { text } = await sendOperation(service.client.url, ME, {}, headers);
    expect(codeIn(text)).toBe('TOKEN_INVALID');
  });

  it('JWT-9: is bounded', async () => {
    const authorization = `Bearer ${'x'.repeat(64 * 1024)}`;
    const { status } = await sendOperation(service.client.url, ME, {}, { authorization });
    expect(status).toBe(431);
  });

  it('JWT-9: is the only place for an access token', async () => {
    const { accessToken: token } = person.tokens;
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query: ME, access_token: token, extensions: { authorization: token } });
    const elsewhere = [
      await sendRaw(`${service.client.url}?access_token=${token}`, { headers, body }),
      await sendRaw(service.client.url, { headers: { ...headers, cookie: `access_token=${token}` }, body }),
      await sendRaw(service.client.url, { headers: { ...headers, 'x-access-token': token }, body }),
    ];
    expect(elsewhere.map(({ text }) => codeIn(text))).toEqual(Array(3).fill('UNAUTHENTICATED'));
  });

  it('JWT-9: a bad token where one is needed is told as such, never taken for nobody', async () => {
    expect(await codeOf('x')).toBe('TOKEN_INVALID');
    expect((await service.client.refusal(MeDocument, {})).code).toBe('UNAUTHENTICATED');
  });
});

async function published(): Promise<JSONWebKeySet> {
  const response = await fetch(`${service.url}/.well-known/jwks.json`);
  return (await response.json()) as JSONWebKeySet;
}

describe('/.well-known/jwks.json', () => {
  it('JWT-10: shows public members alone, each key named by its thumbprint', async () => {
    const { keys } = await published();
    expect(keys.length).toBeGreaterThan(0);
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length);
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
      expect(key).toMatchObject({ alg: 'ES256', crv: 'P-256', kty: 'EC', use: 'sig' });
      expect(await calculateJwkThumbprint(key)).toBe(key.kid);
    }
  });

  it('JWT-10: lets another implementation check a live token, and tell the kinds apart', async () => {
    const { tokens } = await registerPerson(service.client);
    const keys = createLocalJWKSet(await published());
    const rules = { issuer: PUBLIC_URL, audience: PUBLIC_URL, typ: 'at+jwt', algorithms: ['ES256'] };
    const { payload } = await jwtVerify(tokens.accessToken, keys, {
      ...rules,
      currentDate: service.clock.now(),
    });
    expect(payload).toEqual(claimsOf(tokens.accessToken));
    await expect(jwtVerify(tokens.refreshToken, keys, rules)).rejects.toThrow('"typ"');
  });

  it('JWT-10: is a short-lived JWK Set, read by GET alone', async () => {
    const url = `${service.url}/.well-known/jwks.json`;
    const { status, headers } = await fetch(url);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^application\/jwk-set\+json/);
    expect(Number(/^public, max-age=(\d+)$/.exec(headers.get('cache-control') ?? '')?.[1])).toBeLessThan(
      3600,
    );
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
      expect((await sendRaw(url, { method })).status).toBeGreaterThanOrEqual(404);
  });
});
