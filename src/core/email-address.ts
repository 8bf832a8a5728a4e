const MAX_LENGTH = 254;
const MAX_LOCAL_PART = 64;
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/** A valid email address that every mail program reads as the same single mailbox. */
export interface EmailAddress {
  /** As typed, trimmed. The service sends mail to this address. */
  readonly address: string;
  /** In lower case, for uniqueness. ASCII only, so that no case folding can merge two addresses. */
  readonly key: string;
  readonly mailbox: string;
  readonly domain: string;
}

/**
 * Parses an RFC 5321 dot-string mailbox at a host name with at least two labels. Refuses quoted local parts,
 * comments, display names, address literals and non-ASCII characters. Attackers have used each of them to
 * make two programs read one address as two users (REG-6, REG-7).
 * @returns null for anything else
 */
export function parseEmailAddress(text: string): EmailAddress | null {
  const address = text.trim();
  if (address.length > MAX_LENGTH) return null;
  const at = address.lastIndexOf('@');
  const mailbox = address.slice(0, at);
  const domain = address.slice(at + 1);
  if (at < 1 || mailbox.length > MAX_LOCAL_PART || !LOCAL_PART.test(mailbox) || !isHostName(domain))
    return null;
  return { address, key: address.toLowerCase(), mailbox, domain };
}

function isHostName(domain: string): boolean {
  const labels = domain.split('.');
  const topLevel = labels.at(-1) ?? '';
  return labels.length >= 2 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(topLevel);
}
