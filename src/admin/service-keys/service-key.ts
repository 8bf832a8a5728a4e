import type { Randomness } from '../../core/randomness.js';
import { issueSecretToken, readSecretToken, type SecretToken } from '../../core/secret-token.js';

/** By this a secret scanner knows a key where it should not be: `lks_[A-Za-z0-9_-]{43}`. */
const PREFIX = 'lks_';

export function issueServiceKey(randomness: Randomness): SecretToken {
  const { text, digest } = issueSecretToken(randomness);
  return { text: `${PREFIX}${text}`, digest };
}

/** @returns what a key is looked up by, or null for a text that no issued key can have */
export function readServiceKey(text: string): Uint8Array<ArrayBuffer> | null {
  return text.startsWith(PREFIX) ? readSecretToken(text.slice(PREFIX.length)) : null;
}
