import type { Clock } from '../core/clock.js';
import type { Account } from '../core/viewer.js';
import type { Transaction } from '../database/client.js';
import type { AuthEvent, Companion } from '../events/auth-event.js';
import { NOTICE_LIFE, noticeMail } from '../mail/notice-letter.js';
import type { Outbox } from '../mail/outbox.service.js';
import type { noticeTemplates } from './security-notice.message.js';

/** Whether one more notice may be sent to a mailbox: nobody can be flooded by what somebody else does (LOG-9). */
export interface NoticeLimit {
  allows(rule: 'securityNotice', subject: string): Promise<boolean>;
}

export interface SecurityNoticesDeps {
  clock: Clock;
  limit: NoticeLimit;
  outbox: Outbox;
}

/**
 * Tells users by mail of what they would want to know had it not been them. The mail is written with the event: who
 * takes an account over cannot hope for the notice to get lost (PR-8).
 */
export class SecurityNotices implements Companion {
  constructor(private readonly deps: SecurityNoticesDeps) {}

  concerns(event: AuthEvent): boolean {
    return noticeOf(event) !== null;
  }

  async accompany(tx: Transaction, event: AuthEvent): Promise<void> {
    const notice = noticeOf(event);
    if (notice === null) return;
    const { kind, account } = notice;
    // By mailbox, and not by account: those can be made for one address, and deleted, again and again.
    const mailbox = account.email.toLowerCase();
    if (!(await this.deps.limit.allows('securityNotice', `${mailbox} ${kind}`))) return;
    const at = this.deps.clock.now();
    // From where an administrator acted is none of the reader's business.
    const where = kind === 'suspended' ? null : { at, ipAddress: event.origin.ipAddress };
    const mail = noticeMail(kind, account, where);
    await this.deps.outbox.put(tx, mail, NOTICE_LIFE.after(at));
  }
}

interface Notice {
  readonly kind: keyof typeof noticeTemplates;
  readonly account: Account;
}

function noticeOf(event: AuthEvent): Notice | null {
  switch (event.type) {
    case 'logged_in':
      return event.newDevice ? { kind: 'newDevice', account: event.account } : null;
    case 'password_changed':
    case 'password_reset':
      return { kind: 'passwordChanged', account: event.account };
    case 'refresh_token_reused':
      return { kind: 'tokenReused', account: event.account };
    case 'user_suspended':
      return { kind: 'suspended', account: event.account };
    default:
      return null;
  }
}
