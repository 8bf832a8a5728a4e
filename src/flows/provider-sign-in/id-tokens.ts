import { createHash } from 'node:crypto';
import type { JWTVerifyGetKey } from 'jose';
import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { isSameSecret } from '../../core/secret-token.js';
import type { Claims, ProviderConfig } from './provider.js';
import { ProviderFailure } from './provider-failure.js';
import { PROVIDER_RULES } from './provider-rules.js';

/** Asymmetric alone: with HS256, everybody who knows the client secret could write ID tokens. */
const ALGORITHMS = ['RS256', 'ES256'];
const LONGEST_AGE = Duration.minutes(10);
const CLOCK_TOLERANCE = Duration.seconds(30);
/** Far more than any provider writes. */
const MAX_LENGTH = 16 * 1024;

export interface ExpectedIdToken {
  /** The clients for which the provider may have issued it. */
  readonly audiences: readonly string[];
  readonly nonce: string;
}

/**
 * Verifies an ID token (OpenID Connect Core §3.1.3.7). jose checks the signature and the times. It accepts an `aud`
 * with other clients beside ours, and the type of an access token, so those are checked here.
 * @returns the claims, and the issuer under which the person is known
 * @throws ProviderFailure
 */
export async function verifyIdToken(
  idToken: string,
  expected: ExpectedIdToken,
  { provider, keys, clock }: { provider: ProviderConfig; keys: JWTVerifyGetKey; clock: Clock },
): Promise<{ readonly claims: Claims; readonly issuer: string }> {
  const { jwtVerify } = await import('jose');
  if (idToken.length > MAX_LENGTH) throw new ProviderFailure('idToken');
  const { payload, protectedHeader } = await jwtVerify(idToken, keys, {
    algorithms: ALGORITHMS,
    currentDate: clock.now(),
    clockTolerance: CLOCK_TOLERANCE.seconds,
    maxTokenAge: LONGEST_AGE.seconds,
    requiredClaims: ['iss', 'sub', 'aud', 'iat', 'exp'],
  }).catch((cause: unknown) => {
    throw cause instanceof ProviderFailure ? cause : new ProviderFailure('idToken', { cause });
  });
  const issuer = PROVIDER_RULES[provider.kind].issuerOf(payload, provider);
  const isGood =
    issuer !== null &&
    isForUs(payload, expected.audiences) &&
    isIdTokenType(protectedHeader.typ) &&
    isOurNonce(payload['nonce'], expected.nonce);
  if (!isGood) throw new ProviderFailure('idToken');
  return { claims: payload, issuer };
}

function isForUs({ aud, azp }: Claims, audiences: readonly string[]): boolean {
  const [only, ...others] = Array.isArray(aud) ? aud : [aud];
  const isOurs = (client: unknown) => typeof client === 'string' && audiences.includes(client);
  return isOurs(only) && others.length === 0 && (azp === undefined || isOurs(azp));
}

function isIdTokenType(typ: unknown): boolean {
  return typ === undefined || (typeof typ === 'string' && typ.toUpperCase() === 'JWT');
}

/** The SDKs of Apple and Google send the SHA-256 of the nonce to the provider. */
function isOurNonce(nonce: unknown, expected: string): boolean {
  if (typeof nonce !== 'string') return false;
  const hashed = createHash('sha256').update(expected).digest('hex');
  return [expected, hashed].some((good) => isSameSecret(Buffer.from(nonce), Buffer.from(good)));
}
