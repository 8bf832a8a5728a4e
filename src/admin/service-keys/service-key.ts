import type { Randomness } from '../../core/randomness.js';
import { issueSecretToken, readSecretToken, type SecretToken } from '../../core/secret-token.js';

/** Secret scanners find leaked keys by this prefix: `lks_[A-Za-z0-9_-]{43}`. */
const PREFIX = 'lks_';

export function issueServiceKey(randomness: Randomness): SecretToken {
  const { text, digest } = issueSecretToken(randomness);
  return { text: `${PREFIX}${text}`, digest };
}

/** @returns the digest to look the key up by, or null for a text that cannot be a key */
export function readServiceKey(text: string): Uint8Array<ArrayBuffer> | null {
  return text.startsWith(PREFIX) ? readSecretToken(text.slice(PREFIX.length)) : null;
}
