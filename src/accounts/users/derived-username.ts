import type { EmailAddress } from '../../core/email-address.js';
import { USERNAME_MAX_LENGTH, USERNAME_MIN_LENGTH } from './username.js';

/** Precedes a local part that is too short for a username. */
const SHORT_PREFIX = 'user_';
/** 40 bits: two users with the same local part hardly ever get the same ending. */
export const ENDING_LENGTH = 8;
const ENDING_ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * Derives a username from the local part of an email address: in lower case, without a `+tag`, with
 * underscores for characters that a username cannot have. Several users may get the same username.
 */
export function usernameOf({ key }: EmailAddress): string {
  const [localPart = ''] = key.slice(0, key.lastIndexOf('@')).split('+');
  const name = localPart.replace(/[^a-z0-9]+/g, '_').replace(/^_|_$/g, '');
  const long = name.length < USERNAME_MIN_LENGTH ? `${SHORT_PREFIX}${name}` : name;
  return cut(long, USERNAME_MAX_LENGTH);
}

/**
 * Derives a username with an ending, for a username that another user has or may get.
 * @param bytes random, or the same each time for an address; at least `ENDING_LENGTH`
 */
export function distinctUsernameOf(email: EmailAddress, bytes: Uint8Array): string {
  return withEnding(usernameOf(email), bytes);
}

/**
 * Suggests a username for a person whom a provider names. A name in another script has no Latin letters, so the address
 * is next, and then a text that says nothing.
 */
export function suggestedUsernameOf(name: string | null, email: EmailAddress | null): string {
  const latin = (name ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const suggested = latin.replace(/[^a-z0-9]+/g, '_').replace(/^_|_$/g, '');
  if (suggested.length >= USERNAME_MIN_LENGTH) return cut(suggested, USERNAME_MAX_LENGTH);
  return email === null ? SHORT_PREFIX.replace('_', '') : usernameOf(email);
}

/**
 * Adds an ending to a username that another user has or may get.
 * @param bytes as for `distinctUsernameOf`
 */
export function withEnding(username: string, bytes: Uint8Array): string {
  const ending = Array.from(bytes.subarray(0, ENDING_LENGTH), (byte) => ENDING_ALPHABET[byte % 32]).join('');
  return `${cut(username, USERNAME_MAX_LENGTH - ENDING_LENGTH - 1)}_${ending}`;
}

function cut(name: string, length: number): string {
  return name.slice(0, length).replace(/_$/, '');
}
