import { createHash, timingSafeEqual } from 'node:crypto';
import type { Randomness } from './randomness.js';

const SECRET_BYTES = 32;
const SECRET_PATTERN = /^[A-Za-z0-9_-]{43}$/;

/** A secret that is told once, and what is kept of it. */
export interface SecretToken {
  /** 256 random bits as base64url: 43 characters. It leaves in one mail and is kept nowhere. */
  readonly text: string;
  /** Its SHA-256: enough to recognise it, useless to whoever reads the database. */
  readonly digest: Uint8Array<ArrayBuffer>;
}

export function issueSecretToken(randomness: Randomness): SecretToken {
  const text = randomness.bytes(SECRET_BYTES).toString('base64url');
  return { text, digest: digestOf(text) };
}

/**
 * What a submitted token is looked up by. A look-up by digest needs no constant-time comparison: a guess
 * says nothing about how near it was.
 * @returns null for a text that no issued token can have
 */
export function readSecretToken(text: string): Uint8Array<ArrayBuffer> | null {
  return SECRET_PATTERN.test(text) ? digestOf(text) : null;
}

/** Compares in a time that tells nothing of how much of it is the same. */
export function isSameSecret(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function digestOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(text).digest());
}
