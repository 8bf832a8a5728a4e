import type { Log } from '../../core/log.js';
import { mailboxOf } from '../../core/mailbox.js';
import type { OutgoingMail } from './outgoing-mail.js';

/** How many mails may go where, as the table of limits says. */
export interface MailLimit {
  allows(rule: 'mailToAddress' | 'mailToAliases', subject: string): Promise<boolean>;
}

/** No kind of mail and no address is called so. */
const NOBODY = 'nobody';

/**
 * Resists whoever makes many accounts with addresses of one mailbox (`victim+1@…`, `victim+2@…`) to flood it. Mails of one
 * kind to all of these together are counted, as long as nobody has shown that an address is theirs.
 *
 * A plain address and a verified one are counted by themselves, and above what their own operations allow: a flood of aliases
 * must not keep the link from the owner of the mailbox that would let them in.
 */
export class MailAllowance {
  constructor(private readonly deps: { limit: MailLimit; log: Pick<Log, 'warn'> }) {}

  /** @param mail null where there is nobody to write to: it is counted for all that, since with Redis counting takes time (LOG-3) */
  async allows(mail: OutgoingMail | null): Promise<boolean> {
    if (mail === null) {
      await this.deps.limit.allows('mailToAddress', NOBODY);
      return false;
    }
    const { kind, to, toVerified } = mail;
    const [address, mailbox] = [to.toLowerCase(), mailboxOf(to)];
    const byItself = toVerified === true || address === mailbox;
    const rule = byItself ? 'mailToAddress' : 'mailToAliases';
    const isCounted = await this.deps.limit.allows(rule, `${kind} ${byItself ? address : mailbox}`);
    // Anybody may ask for reset links. How many are mailed is bounded by those that are good; a count on top of that would
    // let a stranger keep the owner from having one (decision 33).
    const isAllowed = isCounted || (byItself && kind === 'passwordReset');
    // No event: users read the events of their account, and would learn what else was sent to the mailbox.
    if (!isAllowed) this.deps.log.warn({ kind, rule }, 'mail withheld');
    return isAllowed;
  }
}
