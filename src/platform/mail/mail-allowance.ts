import type { Log } from '../../core/log.js';
import { mailboxOf } from '../../core/mailbox.js';
import type { OutgoingMail } from './outgoing-mail.js';

/** The limits of mails for each address and mailbox. */
export interface MailLimit {
  allows(rule: 'mailToAddress' | 'mailToAliases', subject: string): Promise<boolean>;
}

/** A subject that no kind of mail and no address can have. */
const NOBODY = 'nobody';

/**
 * Resists an attacker who registers many accounts with aliases of one mailbox (`victim+1@…`, `victim+2@…`) to
 * flood it. All unverified aliases of a mailbox share one counter for each kind of mail.
 *
 * A plain address and a verified address have their own counters, with higher limits than their operations: a
 * flood of aliases must not block the link that lets the owner of the mailbox sign in.
 */
export class MailAllowance {
  constructor(private readonly deps: { limit: MailLimit; log: Pick<Log, 'warn'> }) {}

  /**
   * @param mail null if there is no recipient. An address that no mail reaches counts as none. It is counted all the same, because counting in Redis takes
   * time (LOG-3).
   */
  async allows(mail: OutgoingMail | null): Promise<boolean> {
    if (mail === null || isUnreachable(mail.to)) {
      await this.deps.limit.allows('mailToAddress', NOBODY);
      return false;
    }
    const { kind, to, toVerified } = mail;
    const [address, mailbox] = [to.toLowerCase(), mailboxOf(to)];
    const byItself = toVerified === true || address === mailbox;
    const rule = byItself ? 'mailToAddress' : 'mailToAliases';
    const isCounted = await this.deps.limit.allows(rule, `${kind} ${byItself ? address : mailbox}`);
    // Everyone may ask for reset links. The rule of two valid links already bounds the mails. With another
    // limit, an attacker could use it up and keep the owner from getting a link (decision 33).
    const isAllowed = isCounted || (byItself && kind === 'passwordReset');
    // No event: users read the events of their accounts, and would learn which other mails the mailbox got.
    if (!isAllowed) this.deps.log.warn({ kind, rule }, 'mail withheld');
    return isAllowed;
  }
}

/** RFC 2606 reserves `.invalid`. Accounts whose address was released have such an address. */
function isUnreachable(address: string): boolean {
  return address.toLowerCase().endsWith('.invalid');
}
