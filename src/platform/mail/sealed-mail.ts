import type { SecretBox } from '../../core/secret-box.js';
import type { OutgoingMail } from './outgoing-mail.js';

/** More than a mail with the longest address takes, and a row of it still fits where PostgreSQL keeps rows whole. */
const BLOCK_BYTES = 1024;

/**
 * A mail as it rests in the database: a dump tells no address and no link (DR-2), and by its length not even whether
 * there was anybody to write to (LOG-3).
 */
export function sealMail(box: SecretBox, rowId: string, mail: OutgoingMail | null): Uint8Array<ArrayBuffer> {
  const json = Buffer.from(JSON.stringify(mail));
  // JSON ends where its value does: blanks behind it say nothing.
  const padded = Buffer.alloc(Math.ceil(json.length / BLOCK_BYTES) * BLOCK_BYTES, ' ');
  json.copy(padded);
  return box.seal(padded, rowId);
}

/** @throws when it was sealed under another secret, or for another row */
export function openMail(box: SecretBox, rowId: string, sealed: Uint8Array): OutgoingMail | null {
  return JSON.parse(box.open(sealed, rowId).toString()) as OutgoingMail | null;
}
