const GMAIL = /^(gmail|googlemail)\.com$/;

/**
 * The mailbox behind an address: what addresses have in common that one person reads. Only to compare: mail goes to the
 * address as typed, and two accounts may share a mailbox.
 *
 * - Whatever its case: RFC 5321 §2.4 lets a host tell `Smith` from `smith` and advises against it; none of note does.
 * - `name+tag`, anywhere: RFC 5233 §1 tells of `+` as the usual separator, and it is the one of Gmail, Outlook, iCloud
 *   and Fastmail. Other signs (`-`, `=`, `_`) are left alone: where they are no separator, they tell two people apart.
 * - Dots in a Gmail name: support.google.com/mail/answer/7436150. Other hosts, Google Workspace among them, heed them.
 * - googlemail.com is gmail.com: support.google.com/mail/answer/10313.
 */
export function mailboxOf(address: string): string {
  const lower = address.toLowerCase();
  const at = lower.lastIndexOf('@');
  const domain = lower.slice(at + 1);
  const isGmail = GMAIL.test(domain);
  const name = withoutTag(lower.slice(0, at));
  return isGmail ? `${name.replaceAll('.', '')}@gmail.com` : `${name}@${domain}`;
}

/** A name that begins with the sign has no other part. */
function withoutTag(name: string): string {
  const plus = name.indexOf('+');
  return plus < 1 ? name : name.slice(0, plus);
}
