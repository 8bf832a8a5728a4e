const GMAIL = /^(gmail|googlemail)\.com$/;

/**
 * The mailbox behind an address, equal for all addresses that deliver to the same person. For comparison
 * only: the service sends mail to the address as typed, and two accounts may share a mailbox.
 *
 * - Case is ignored. RFC 5321 §2.4 lets a host distinguish `Smith` from `smith`; no major host does.
 * - `name+tag` becomes `name` at every host. RFC 5233 §1 names `+` as the usual separator; Gmail, Outlook,
 *   iCloud and Fastmail use it. `-`, `=` and `_` stay: at hosts without such a separator, they distinguish
 *   two people.
 * - Dots in a Gmail name are removed (support.google.com/mail/answer/7436150). They count at other hosts,
 *   including Google Workspace.
 * - googlemail.com becomes gmail.com (support.google.com/mail/answer/10313).
 */
export function mailboxOf(address: string): string {
  const lower = address.toLowerCase();
  const at = lower.lastIndexOf('@');
  const domain = lower.slice(at + 1);
  const isGmail = GMAIL.test(domain);
  const name = withoutTag(lower.slice(0, at));
  return isGmail ? `${name.replaceAll('.', '')}@gmail.com` : `${name}@${domain}`;
}

/**
 * The key by which mails to an unverified address are counted: a plain address by itself, and all aliases of a
 * mailbox together. So an attacker with aliases cannot use up the mails of the owner with the plain address.
 */
export function mailCountKey(address: string): string {
  const mailbox = mailboxOf(address);
  return address.toLowerCase() === mailbox ? mailbox : `aliases of ${mailbox}`;
}

/** A name that begins with `+` stays as it is: it has no part before the tag. */
function withoutTag(name: string): string {
  const plus = name.indexOf('+');
  return plus < 1 ? name : name.slice(0, plus);
}
