import { claimsOf, forgeHmac, headerOf, type Json, signingInput, without, withSignature } from './forgery.js';
import { type Forgeries, named, type Smith } from './smith.js';

const DAY = 86_400;

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

/** One audience in a list is the same as one without it (RFC 7519 §4.1.3). */
const isWrongFor =
  (claim: string) =>
  ([name]: readonly [string, unknown]): boolean =>
    claim !== 'aud' || name !== 'in an array';

/** Tokens that our own key has signed, as whoever holds it could, and that say what the service never says. */
export const FORGED_CLAIMS: Forgeries = {
  'JWT-1: what is no token of ours by its form': (smith) => {
    const { header, claims, ground } = smith;
    const { accessToken } = ground;
    const text = (payload: string, changed: Json = {}) => smith.signed({ ...header, ...changed }, payload);
    return {
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
      'padded as base64 is': `${accessToken}==`,
      'a space in the signature': `${accessToken.slice(0, -9)} ${accessToken.slice(-9)}`,
      'a tab in the signature': `${accessToken.slice(0, -9)}\t${accessToken.slice(-9)}`,
      'header is text': smith.signed('header', claims),
      'header is null': smith.signed('null', claims),
      'header is an array': smith.signed('[]', claims),
      'header is a number': smith.signed('7', claims),
      'payload is text': text('payload'),
      'payload is text, typ JWT': text('payload', { typ: 'JWT' }),
      'payload is text, typ JWT, unsigned': withSignature(
        signingInput({ alg: 'none', typ: 'JWT' }, '{'),
        'AAAA',
      ),
      'payload is null': text('null'),
      'payload is an array': text(JSON.stringify([claims])),
      'payload is a string': text(JSON.stringify(JSON.stringify(claims))),
      'payload is a number': text('7'),
      'too long': smith.withClaims({ padding: 'x'.repeat(4096) }),
      '9 kB of dots': '.'.repeat(9000),
    };
  },

  'JWT-3: another type, or ours in another spelling': (smith) => ({
    ...named(
      [
        'JWT',
        'jwt',
        'rt+jwt',
        'AT+JWT',
        'application/at+jwt',
        ' at+jwt',
        'at+jwt\0',
        '',
        null,
        1,
        ['at+jwt'],
        { 0: 'at+jwt' },
      ],
      (typ) => smith.withHeader({ typ }),
    ),
    'no typ': smith.signed(without(smith.header, 'typ'), smith.claims),
    'a refresh token': smith.ground.refreshToken,
    'a refresh token that says all an access token does': smith.signed(headerOf(smith.ground.refreshToken), {
      ...claimsOf(smith.ground.refreshToken),
      ...smith.claims,
    }),
  }),

  'JWT-3: what a key of refresh tokens signs, or what is meant for them': (smith) => {
    const { header, claims, ground } = smith;
    const { secret, kid } = ground.refreshKey;
    const refreshHeader = headerOf(ground.refreshToken);
    const aud = claimsOf(ground.refreshToken)['aud'];
    const hmac = (changed: Json, said: Json = claims) => forgeHmac(secret, { ...header, ...changed }, said);
    return {
      'as an access token, under its own name': hmac({ alg: 'HS256', kid }),
      'as an access token, under the name of our key': hmac({ alg: 'HS256' }),
      'as an access token that names our algorithm': hmac({ kid }),
      'as an access token that names our key and algorithm': hmac({}),
      'a refresh token that says what an access token does': forgeHmac(secret, refreshHeader, claims),
      'a refresh token of another type': forgeHmac(
        secret,
        { ...refreshHeader, typ: 'at+jwt' },
        claimsOf(ground.refreshToken),
      ),
      'our key under the name of that one': smith.withHeader({ kid }),
      'our key as HS256 under the name of that one': smith.withHeader({ kid, alg: 'HS256' }),
      'the audience of refresh tokens': smith.withClaims({ aud }),
      'the audience of refresh tokens beside another one': smith.withClaims({
        aud: ['https://other.example', aud],
      }),
    };
  },

  ...Object.fromEntries(
    ['iss', 'aud', 'client_id', 'sub', 'sid', 'jti', 'role', 'iat', 'exp'].map((claim) => [
      `JWT-2: \`${claim}\` missing, or of another type or form`,
      (smith: Smith) => ({
        ...Object.fromEntries(
          Object.entries(CORRUPTIONS)
            .filter(isWrongFor(claim))
            .map(([name, corrupt]) => [name, smith.withClaims({ [claim]: corrupt(smith.claims[claim]) })]),
        ),
        missing: smith.signed(smith.header, without(smith.claims, claim)),
      }),
    ]),
  ),

  'JWT-2: a time that is a number and not right': (smith) => ({
    'exp never': smith.withClaims({ exp: 'never' }),
    'exp as text': smith.withClaims({ exp: String(smith.now + 60) }),
    'exp in milliseconds of the past': smith.withClaims({ exp: (smith.now - DAY) / 1000 }),
    'exp 1e400': smith.signed(smith.header, JSON.stringify(smith.claims).replace(/"exp":\d+/, '"exp":1e400')),
    'iat in a day': smith.withClaims({ iat: smith.now + DAY }),
    'iat in 90 s': smith.withClaims({ iat: smith.now + 90 }),
    'nbf past': smith.withClaims({ nbf: smith.now - DAY }),
    'nbf future': smith.withClaims({ nbf: smith.now + DAY }),
    'nbf null': smith.withClaims({ nbf: null }),
  }),

  'JWT-2: claims that are not those of this service': (smith) => {
    const { issuer, claims } = smith;
    return {
      'issuer with a slash': smith.withClaims({ iss: `${issuer}/` }),
      'issuer in capitals': smith.withClaims({ iss: issuer.toUpperCase() }),
      'issuer that begins like ours': smith.withClaims({ iss: `${issuer}.evil.example` }),
      'another issuer': smith.withClaims({ iss: 'https://other.example' }),
      'another audience': smith.withClaims({ aud: 'https://other.example' }),
      'audience that begins like ours': smith.withClaims({ aud: `${issuer}.evil.example` }),
      'two audiences, neither of them ours': smith.withClaims({
        aud: ['https://other.example', `${issuer}/`],
      }),
      'audience in an array with a number': smith.withClaims({ aud: [issuer, 1] }),
      'audience in an array in an array': smith.withClaims({ aud: [[issuer]] }),
      'user in capitals': smith.withClaims({ sub: String(claims['sub']).toUpperCase() }),
      'injection into a session': smith.withClaims({ sid: `${claims['sid']}' OR true --` }),
    };
  },

  'RFC 9068: a token with fewer rights than its user has': (smith) => ({
    'another client': smith.withClaims({ client_id: 'pat:00000000-0000-4000-8000-000000000000' }),
    'a client in another case': smith.withClaims({ client_id: 'Latchkey' }),
    ...named(['', 'me:read', null, []], (scope) => smith.withClaims({ scope })),
    'an organisation': smith.withClaims({ org: '00000000-0000-4000-8000-000000000000' }),
    'no organisation': smith.withClaims({ org: null }),
  }),
};

/** Roles that this version does not give. Other services let their users in, with no rights; this one gives no such token. */
export const UNKNOWN_ROLES: Forgeries = {
  'JWT-2: a role that the service does not give': (smith) =>
    named(['ROOT', 'admin', 'MODERATOR'], (role) => smith.withClaims({ role })),
};
