import { createHash, timingSafeEqual } from 'node:crypto';
import type { Randomness } from './randomness.js';

const SECRET_BYTES = 32;
const SECRET_PATTERN = /^[A-Za-z0-9_-]{43}$/;

/** A secret that the service discloses once, and the digest that it stores. */
export interface SecretToken {
  /** 256 random bits as base64url: 43 characters. The service does not store it in readable form. */
  readonly text: string;
  /** SHA-256 of `text`. It identifies the token, but an attacker who reads the database cannot use it. */
  readonly digest: Uint8Array<ArrayBuffer>;
}

export function issueSecretToken(randomness: Randomness): SecretToken {
  const text = randomness.bytes(SECRET_BYTES).toString('base64url');
  return { text, digest: digestOf(text) };
}

/**
 * The digest by which the service looks up a submitted token. This needs no constant-time comparison: the
 * time of a look-up by digest does not reveal how much of a guess is right.
 * @returns null for a text that no issued token can have
 */
export function readSecretToken(text: string): Uint8Array<ArrayBuffer> | null {
  return SECRET_PATTERN.test(text) ? digestOf(text) : null;
}

/** Compares two secrets in constant time, so the duration does not reveal how much of them is equal. */
export function isSameSecret(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function digestOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(text).digest());
}
