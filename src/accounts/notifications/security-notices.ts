import type { Clock } from '../../core/clock.js';
import type { AuthEvent } from '../../core/events.js';
import type { Account, Origin } from '../../core/viewer.js';
import type { Companion } from '../../platform/audit/event-sink.js';
import type { Transaction } from '../../platform/database/client.js';
import { NOTICE_LIFE, noticeMail } from '../../platform/mail/notice-letter.js';
import type { Outbox } from '../../platform/mail/outbox.service.js';
import type { securityNotificationMails } from './security-notifications.mails.js';

/** Whether one more notice may be sent to a mailbox: nobody can be flooded by what somebody else does (LOG-9). */
export interface NoticeLimit {
  allows(rule: 'securityNotice', subject: string): Promise<boolean>;
}

export interface SecurityNoticesDeps {
  clock: Clock;
  limit: NoticeLimit;
  outbox: Outbox;
  administrators: OtherAdministrators;
}

/** Who is told of what concerns the service and no single user. */
export interface OtherAdministrators {
  others(tx: Transaction, userId: string, now: Date): Promise<Account[]>;
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
    const { kind, account, exceptFor } = notice;
    const now = this.deps.clock.now();
    const readers = account === null ? await this.deps.administrators.others(tx, exceptFor, now) : [account];
    for (const reader of readers) await this.#tell(tx, kind, reader, event.origin);
  }

  async #tell(tx: Transaction, kind: Notice['kind'], account: Account, origin: Origin): Promise<void> {
    // By mailbox, and not by account: those can be made for one address, and deleted, again and again.
    const mailbox = account.email.toLowerCase();
    if (!(await this.deps.limit.allows('securityNotice', `${mailbox} ${kind}`))) return;
    const at = this.deps.clock.now();
    // From where an administrator acted is none of the reader's business.
    const byAnother = kind === 'suspended' || kind === 'serviceKeysLeft';
    const where = byAnother ? null : { at, ipAddress: origin.ipAddress };
    const mail = noticeMail(kind, account, where);
    await this.deps.outbox.put(tx, mail, NOTICE_LIFE.after(at));
  }
}

type Notice = { readonly kind: keyof typeof securityNotificationMails } & (
  | { readonly account: Account; readonly exceptFor?: undefined }
  /** For every administrator but this one. */
  | { readonly account: null; readonly exceptFor: string }
);

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
    case 'service_keys_left':
      return { kind: 'serviceKeysLeft', account: null, exceptFor: event.userId };
    default:
      return null;
  }
}
