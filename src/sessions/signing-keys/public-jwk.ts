import { createPublicKey, type KeyObject } from 'node:crypto';

/** The public half of a signing key (RFC 7517 §4): the members that its thumbprint is made of (RFC 7638 §3.2). */
export type PublicJwk = Readonly<Record<string, string>>;

/** RFC 7638 §3.2. A list of public members excludes every private one. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  EC: ['crv', 'kty', 'x', 'y'],
  RSA: ['e', 'kty', 'n'],
};

export function publicJwkOf(key: KeyObject): PublicJwk {
  const exported: Readonly<Record<string, unknown>> = {
    ...createPublicKey(key).export({ format: 'jwk' }),
  };
  const members = MEMBERS[String(exported['kty'])] ?? [];
  const jwk = Object.fromEntries(members.map((name) => [name, String(exported[name])]));
  if (members.length === 0) throw new TypeError('Not a key of a kind that is published');
  return jwk;
}
