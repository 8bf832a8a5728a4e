import { ACR_VALUES } from '../../core/assurance.js';
import type { PublicDocument } from '../../platform/http/public-documents.js';
import type { AccessKey } from './access-key.js';
import type { LiveKeyRing } from './live-key-ring.js';

/** The type allows a ring of access keys only: a refresh key has no public half to publish. */
type PublicKeyRing = Pick<LiveKeyRing<AccessKey>, 'trusted'>;

/** The claims of every access token. */
const TOKEN_CLAIMS = [
  'iss',
  'aud',
  'client_id',
  'sub',
  'sid',
  'jti',
  'role',
  'iat',
  'exp',
  'auth_time',
  'acr',
  'amr',
] as const;

const JWKS_PATH = '/.well-known/jwks.json';

/** The documents with which other services verify our tokens by themselves. */
export function publicDocuments(
  keyRing: PublicKeyRing,
  { publicUrl, accessTokenClaims }: { publicUrl: string; accessTokenClaims: readonly string[] },
): readonly PublicDocument[] {
  return [
    { path: JWKS_PATH, mediaType: 'application/jwk-set+json', read: () => jwks(keyRing) },
    {
      path: '/.well-known/openid-configuration',
      mediaType: 'application/json',
      read: () => configuration(keyRing, publicUrl, accessTokenClaims),
    },
  ];
}

/** The JWK Set (RFC 7517 §5), newest key first. */
function jwks(keyRing: PublicKeyRing) {
  return {
    keys: keyRing
      .trusted()
      .map(({ kid, algorithm, publicJwk }) => ({ ...publicJwk, use: 'sig', alg: algorithm, kid })),
  };
}

/**
 * OpenID Connect Discovery 1.0 §3, reduced to what verifiers need: issuer, keys and algorithms. The service
 * has no authorization endpoint and no token endpoint, so the document omits them and their metadata
 * (decision 21).
 */
function configuration(keyRing: PublicKeyRing, publicUrl: string, profile: readonly string[]) {
  return {
    issuer: publicUrl,
    jwks_uri: `${publicUrl}${JWKS_PATH}`,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [
      ...new Set(keyRing.trusted().map(({ algorithm }) => algorithm)),
    ].sort(),
    claims_supported: [...TOKEN_CLAIMS, ...profile],
    acr_values_supported: ACR_VALUES,
  };
}
