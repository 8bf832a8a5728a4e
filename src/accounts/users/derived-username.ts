import { hash } from 'node:crypto';
import type { EmailAddress } from '../../core/email-address.js';
import { USERNAME_MAX_LENGTH, USERNAME_MIN_LENGTH } from './username.js';

/** Precedes a local part that is too short for a username. */
const SHORT_PREFIX = 'user_';
/**
 * 40 bits: two users with the same local part hardly ever get the same ending. If they do, the import refuses
 * the file.
 */
const ENDING_LENGTH = 8;
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
 * Derives a username with an ending that depends on the address only. It is for a username that another user
 * has or may get.
 */
export function distinctUsernameOf(email: EmailAddress): string {
  const digest = hash('sha256', email.key, 'buffer').readBigUInt64BE();
  const ending = Array.from(
    { length: ENDING_LENGTH },
    (_, index) => ENDING_ALPHABET[Number((digest >> BigInt(5 * index)) & 31n)],
  ).join('');
  return `${cut(usernameOf(email), USERNAME_MAX_LENGTH - ENDING_LENGTH - 1)}_${ending}`;
}

function cut(name: string, length: number): string {
  return name.slice(0, length).replace(/_$/, '');
}
