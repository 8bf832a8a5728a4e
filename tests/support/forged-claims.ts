import { type Forger, type Forgeries, named } from './forger.js';
import { claimsOf, forgeHmac, headerOf, type Json, signingInput, without, withSignature } from './forgery.js';

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
  'JWT-1: what is no token of ours by its form': (forger) => {
    const { header, claims, material } = forger;
    const { accessToken } = material;
    const text = (payload: string, changed: Json = {}) => forger.signed({ ...header, ...changed }, payload);
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
      'header is text': forger.signed('header', claims),
      'header is null': forger.signed('null', claims),
      'header is an array': forger.signed('[]', claims),
      'header is a number': forger.signed('7', claims),
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
      'too long': forger.withClaims({ padding: 'x'.repeat(4096) }),
      '9 kB of dots': '.'.repeat(9000),
    };
  },

  'JWT-3: another type, or ours in another spelling': (forger) => ({
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
      (typ) => forger.withHeader({ typ }),
    ),
    'no typ': forger.signed(without(forger.header, 'typ'), forger.claims),
    'a refresh token': forger.material.refreshToken,
    'a refresh token that says all an access token does': forger.signed(
      headerOf(forger.material.refreshToken),
      {
        ...claimsOf(forger.material.refreshToken),
        ...forger.claims,
      },
    ),
  }),

  'JWT-3: what a key of refresh tokens signs, or what is meant for them': (forger) => {
    const { header, claims, material } = forger;
    const { secret, kid } = material.refreshKey;
    const refreshHeader = headerOf(material.refreshToken);
    const aud = claimsOf(material.refreshToken)['aud'];
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
        claimsOf(material.refreshToken),
      ),
      'our key under the name of that one': forger.withHeader({ kid }),
      'our key as HS256 under the name of that one': forger.withHeader({ kid, alg: 'HS256' }),
      'the audience of refresh tokens': forger.withClaims({ aud }),
      'the audience of refresh tokens beside another one': forger.withClaims({
        aud: ['https://other.example', aud],
      }),
    };
  },

  ...Object.fromEntries(
    ['iss', 'aud', 'client_id', 'sub', 'sid', 'jti', 'role', 'iat', 'exp'].map((claim) => [
      `JWT-2: \`${claim}\` missing, or of another type or form`,
      (forger: Forger) => ({
        ...Object.fromEntries(
          Object.entries(CORRUPTIONS)
            .filter(isWrongFor(claim))
            .map(([name, corrupt]) => [name, forger.withClaims({ [claim]: corrupt(forger.claims[claim]) })]),
        ),
        missing: forger.signed(forger.header, without(forger.claims, claim)),
      }),
    ]),
  ),

  'JWT-2: a time that is a number and not right': (forger) => ({
    'exp never': forger.withClaims({ exp: 'never' }),
    'exp as text': forger.withClaims({ exp: String(forger.now + 60) }),
    'exp in milliseconds of the past': forger.withClaims({ exp: (forger.now - DAY) / 1000 }),
    'exp 1e400': forger.signed(
      forger.header,
      JSON.stringify(forger.claims).replace(/"exp":\d+/, '"exp":1e400'),
    ),
    'iat in a day': forger.withClaims({ iat: forger.now + DAY }),
    'iat in 90 s': forger.withClaims({ iat: forger.now + 90 }),
    'nbf past': forger.withClaims({ nbf: forger.now - DAY }),
    'nbf future': forger.withClaims({ nbf: forger.now + DAY }),
    'nbf null': forger.withClaims({ nbf: null }),
  }),

  'JWT-2: claims that are not those of this service': (forger) => {
    const { issuer, claims } = forger;
    return {
      'issuer with a slash': forger.withClaims({ iss: `${issuer}/` }),
      'issuer in capitals': forger.withClaims({ iss: issuer.toUpperCase() }),
      'issuer that begins like ours': forger.withClaims({ iss: `${issuer}.evil.example` }),
      'another issuer': forger.withClaims({ iss: 'https://other.example' }),
      'another audience': forger.withClaims({ aud: 'https://other.example' }),
      'audience that begins like ours': forger.withClaims({ aud: `${issuer}.evil.example` }),
      'two audiences, neither of them ours': forger.withClaims({
        aud: ['https://other.example', `${issuer}/`],
      }),
      'audience in an array with a number': forger.withClaims({ aud: [issuer, 1] }),
      'audience in an array in an array': forger.withClaims({ aud: [[issuer]] }),
      'user in capitals': forger.withClaims({ sub: String(claims['sub']).toUpperCase() }),
      'injection into a session': forger.withClaims({ sid: `${claims['sid']}' OR true --` }),
    };
  },

  'RFC 9068: a token with fewer rights than its user has': (forger) => ({
    'another client': forger.withClaims({ client_id: 'pat:00000000-0000-4000-8000-000000000000' }),
    'a client in another case': forger.withClaims({ client_id: 'Latchkey' }),
    ...named(['', 'me:read', null, []], (scope) => forger.withClaims({ scope })),
    'an organisation': forger.withClaims({ org: '00000000-0000-4000-8000-000000000000' }),
    'no organisation': forger.withClaims({ org: null }),
  }),
};

/** What each of these claims may be although the service never says it: a class of a later version. */
const MAY_BE_LATER: Readonly<Record<string, readonly string[]>> = { acr: ['number as text'] };

/**
 * Tokens that tell the proof of the user in another form than the service does. A verifier that does not read these
 * claims need not refuse them.
 */
export const FORGED_PROOFS: Forgeries = Object.fromEntries(
  ['auth_time', 'acr', 'amr'].map((claim) => [
    `JWT-2: \`${claim}\` missing, or of another type or form`,
    (forger: Forger) => ({
      ...Object.fromEntries(
        Object.entries(CORRUPTIONS)
          .filter(([name]) => !MAY_BE_LATER[claim]?.includes(name))
          .map(([name, corrupt]) => [name, forger.withClaims({ [claim]: corrupt(forger.claims[claim]) })]),
      ),
      missing: forger.signed(forger.header, without(forger.claims, claim)),
    }),
  ]),
);

/** Roles that this version does not give. Other services let their users in, with no rights; this one gives no such token. */
export const UNKNOWN_ROLES: Forgeries = {
  'JWT-2: a role that the service does not give': (forger) =>
    named(['ROOT', 'admin', 'MODERATOR'], (role) => forger.withClaims({ role })),
};
