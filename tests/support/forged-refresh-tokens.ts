import { type Forger, named, type Tokens } from './forger.js';
import {
  claimsOf,
  forge,
  forgeHmac,
  headerOf,
  type Json,
  signatureOf,
  signingInput,
  without,
  withSignature,
} from './forgery.js';

/** Keys that a forger may try to sign a refresh token with, by where each comes from. */
function guessedSecrets({ material }: Forger, authSecret: Buffer): Readonly<Record<string, string | Buffer>> {
  const { own, refreshKey, published } = material;
  const spki = own.publicKey.export({ type: 'spki', format: 'der' });
  const pem = own.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const jwk = own.publicKey.export({ format: 'jwk' });
  const bytesOf = (part = '') => Buffer.from(part, 'base64url');
  return {
    'the public key as PEM': pem,
    'the public key as PEM on one line': pem.replaceAll('\n', ''),
    'the public key as DER': spki,
    'the public key as JWK': JSON.stringify(jwk),
    'the public key as published': JSON.stringify(published),
    'the point of the public key': Buffer.concat([bytesOf(jwk.x), bytesOf(jwk.y)]),
    'x of the public key': bytesOf(jwk.x),
    'the private key': own.privateKey.export({ type: 'pkcs8', format: 'der' }),
    'the private number': bytesOf(own.privateKey.export({ format: 'jwk' }).d),
    AUTH_SECRET: authSecret,
    'AUTH_SECRET as hex': authSecret.toString('hex'),
    'the encrypted key': refreshKey.sealed,
    'the name of the key': refreshKey.kid,
    'the key as base64url': refreshKey.secret.toString('base64url'),
    'half of the key': refreshKey.secret.subarray(0, 16),
    nothing: '',
    zeros: Buffer.alloc(32),
  };
}

/** Every forged refresh token, by what it tries. The service must refuse each with TOKEN_INVALID. */
export function forgedRefreshTokens(forger: Forger, authSecret: Buffer): Readonly<Record<string, Tokens>> {
  const { own, refreshKey, refreshToken, accessToken } = forger.material;
  const header = headerOf(refreshToken);
  const claims = claimsOf(refreshToken);
  const hmac = (changed: Json, said: Json = claims, hash?: string) =>
    forgeHmac(refreshKey.secret, { ...header, ...changed }, said, hash);
  const ecdsa = (changed: Json, said: Json = claims) =>
    forge(own.privateKey, { ...header, ...changed }, said);
  const input = signingInput(header, claims);
  const algorithms = [
    'none',
    'None',
    '',
    null,
    0,
    ['HS256'],
    'hs256',
    'HS256 ',
    'HS384',
    'HS512',
    'ES256',
    'RS256',
  ];
  return {
    'JWT-1: an HMAC under anything but the key': Object.fromEntries(
      Object.entries(guessedSecrets(forger, authSecret)).flatMap(([name, secret]) =>
        [refreshKey.kid, own.kid].map((kid) => [
          `${name}, kid ${kid === own.kid ? 'of an access key' : 'of the key'}`,
          forgeHmac(secret, { ...header, kid }, claims),
        ]),
      ),
    ),
    'JWT-1: another `alg` over a right HMAC': {
      ...named(algorithms, (alg) => hmac({ alg })),
      missing: forgeHmac(refreshKey.secret, without(header, 'alg'), claims),
      'HS384 in fact': hmac({ alg: 'HS384' }, claims, 'sha384'),
      'HS512 in fact': hmac({ alg: 'HS512' }, claims, 'sha512'),
      'SHA-512 called HS256': hmac({}, claims, 'sha512'),
    },
    'JWT-1: no signature': named(algorithms, (alg) =>
      withSignature(signingInput({ ...header, alg }, claims), ''),
    ),
    'JWT-3: a key of access tokens': {
      'under its own name': ecdsa({ alg: 'ES256', kid: own.kid }),
      'under its own name, as HS256': ecdsa({ kid: own.kid }),
      'under the name of the refresh key': ecdsa({}),
      'under the name of the refresh key, as ES256': ecdsa({ alg: 'ES256' }),
      'as refresh tokens once were': ecdsa(
        { alg: 'ES256', kid: own.kid },
        { ...claims, aud: claimsOf(accessToken)['aud'] },
      ),
      'an access token': accessToken,
      'an access token with every claim of a refresh token': forge(own.privateKey, headerOf(accessToken), {
        ...claimsOf(accessToken),
        ...claims,
      }),
    },
    'JWT-3: another type, or ours in another spelling': {
      ...named(['at+jwt', 'JWT', 'RT+JWT', 'application/rt+jwt', ' rt+jwt', '', null, 1, ['rt+jwt']], (typ) =>
        hmac({ typ }),
      ),
      missing: forgeHmac(refreshKey.secret, without(header, 'typ'), claims),
    },
    'JWT-2: another audience': named(
      [
        claimsOf(accessToken)['aud'],
        `${claims['aud']}/`,
        `${claims['iss']}/Refresh`,
        [claims['aud']],
        [claims['aud'], claims['iss']],
      ],
      (aud) => hmac({}, { ...claims, aud }),
    ),
    'JWT-7: another `kid` over a right HMAC': {
      ...named([own.kid, null, '', 1, `${refreshKey.kid} `, '__proto__', ['x'], '../../dev/null'], (kid) =>
        hmac({ kid }),
      ),
      missing: forgeHmac(refreshKey.secret, without(header, 'kid'), claims),
    },
    'JWT-5: critical extensions': named([['b64'], ['exp'], [], 'b64', null, {}], (crit) => hmac({ crit })),
    'JWT-1: a signature in another form': {
      none: withSignature(input, ''),
      zeros: withSignature(input, Buffer.alloc(32)),
      'one byte short': withSignature(input, signatureOf(hmac({})).subarray(0, 31)),
      'one byte long': withSignature(input, Buffer.concat([signatureOf(hmac({})), Buffer.alloc(1)])),
      padded: `${refreshToken}=`,
      'another last character': `${refreshToken.slice(0, -1)}${refreshToken.endsWith('A') ? 'B' : 'A'}`,
      'of the access token': withSignature(input, signatureOf(accessToken)),
      'over other claims': withSignature(
        signingInput(header, { ...claims, gen: 2 }),
        signatureOf(refreshToken),
      ),
    },
  };
}
