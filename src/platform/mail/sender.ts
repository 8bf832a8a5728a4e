import { parseEmailAddress } from '../../core/email-address.js';

const WITH_NAME = /^([^<>\r\n]{0,64})<([^<>]+)>$/;

/** The sender of mails. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

/**
 * The sender of mails that are written to files and never sent. `.localhost` is a reserved name (RFC 6761
 * §6.3).
 */
export const LOCAL_SENDER: Sender = { name: '', address: 'no-reply@latchkey.localhost' };

/**
 * Reads `no-reply@example.com` or `Example <no-reply@example.com>`.
 * @returns null for anything else
 */
export function parseSender(text: string): Sender | null {
  const match = WITH_NAME.exec(text.trim());
  const email = parseEmailAddress(match?.[2] ?? text);
  if (email === null) return null;
  return { name: unquoted(match?.[1]?.trim() ?? ''), address: email.address };
}

function unquoted(name: string): string {
  return /^".*"$/.test(name) ? name.slice(1, -1) : name;
}
