import type { SecretBox } from '../../core/secret-box.js';
import type { OutgoingMail } from './outgoing-mail.js';

/** Larger than a mail with the longest address, and small enough for PostgreSQL to store the row inline. */
const BLOCK_BYTES = 1024;

/**
 * Encrypts a mail for the database. A database dump reveals no address and no link (DR-2). The padding hides
 * by its length whether there is a recipient (LOG-3).
 */
export function encryptMail(
  box: SecretBox,
  rowId: string,
  mail: OutgoingMail | null,
): Uint8Array<ArrayBuffer> {
  const json = Buffer.from(JSON.stringify(mail));
  // JSON.parse ignores the trailing spaces.
  const padded = Buffer.alloc(Math.ceil(json.length / BLOCK_BYTES) * BLOCK_BYTES, ' ');
  json.copy(padded);
  return box.encrypt(padded, rowId);
}

/** @throws if the mail was encrypted under another secret, or for another row */
export function decryptMail(box: SecretBox, rowId: string, encrypted: Uint8Array): OutgoingMail | null {
  return JSON.parse(box.decrypt(encrypted, rowId).toString()) as OutgoingMail | null;
}
