import { createPrivateKey } from 'node:crypto';
import type { Clock } from '../../core/clock.js';
import type { ParsedSetting } from '../../core/parsed-setting.js';

/** The key by which Apple knows this client. */
export interface AppleKey {
  readonly teamId: string;
  readonly keyId: string;
  /** PKCS #8 as PEM: the `.p8` file that Apple gives out once. */
  readonly pem: string;
}

/** Long enough for one exchange. Apple would allow six months, after which every sign-in fails. */
const LIFE = '5m';

/** @returns the client secret for one exchange: a JWT that the key of the operator signs */
export async function mintAppleSecret(
  { teamId, keyId, pem }: AppleKey,
  { clientId, issuer, clock }: { clientId: string; issuer: string; clock: Clock },
): Promise<string> {
  const { importPKCS8, SignJWT } = await import('jose');
  const key = await importPKCS8(pem, 'ES256');
  return new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: keyId })
    .setIssuer(teamId)
    .setSubject(clientId)
    .setAudience(issuer)
    .setIssuedAt(clock.now())
    .setExpirationTime(LIFE)
    .sign(key);
}

/** Checks that the text is the private key of a client of Apple. */
export function parseAppleKey(pem: string): ParsedSetting<string> {
  const problem = 'must be a file with a private key for ES256, as Apple gives it out (.p8)';
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    const isP256 = asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1';
    // Of the forms of PEM, the library that signs reads PKCS #8 alone.
    const isPkcs8 = /^-+BEGIN PRIVATE /m.test(pem);
    return isP256 && isPkcs8 ? { value: pem } : { problem };
  } catch {
    return { problem };
  }
}
