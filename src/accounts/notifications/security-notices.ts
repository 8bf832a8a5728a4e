import type { Clock } from '../../core/clock.js';
import type { AuthEvent } from '../../core/events.js';
import type { UserId } from '../../core/ids.js';
import type { Account, Origin } from '../../core/viewer.js';
import type { Companion } from '../../platform/audit/event-sink.js';
import type { RawTransaction } from '../../platform/database/client.js';
import { NOTICE_LIFE, noticeMail } from '../../platform/mail/notice-letter.js';
import type { Outbox } from '../../platform/mail/outbox.service.js';
import type { securityNotificationMails } from './security-notifications.mails.js';

/** Limits the notices to one mailbox, so that an attacker's actions cannot flood it (LOG-9). */
export interface NoticeLimit {
  allows(rule: 'securityNotice', subject: string): Promise<boolean>;
}

export interface SecurityNoticesDeps {
  clock: Clock;
  limit: NoticeLimit;
  outbox: Outbox;
  administrators: OtherAdministrators;
}

/** Finds the readers of notices that concern the service and no single user. */
export interface OtherAdministrators {
  others(tx: RawTransaction, userId: UserId, now: Date): Promise<Account[]>;
}

/**
 * Mails users about security events that they may not have caused. The mail is written in the transaction of
 * the event, so the notice of an account takeover cannot get lost (PR-8).
 */
export class SecurityNotices implements Companion {
  constructor(private readonly deps: SecurityNoticesDeps) {}

  concerns(event: AuthEvent): boolean {
    return noticeOf(event) !== null;
  }

  async accompany(tx: RawTransaction, event: AuthEvent): Promise<void> {
    const notice = noticeOf(event);
    if (notice === null) return;
    const { kind, account, exceptFor } = notice;
    const now = this.deps.clock.now();
    const readers = account === null ? await this.deps.administrators.others(tx, exceptFor, now) : [account];
    for (const reader of readers) await this.#tell(tx, kind, reader, event.origin);
  }

  async #tell(tx: RawTransaction, kind: Notice['kind'], account: Account, origin: Origin): Promise<void> {
    // Count by mailbox: an attacker can create and delete accounts for one address again and again.
    const mailbox = account.email.toLowerCase();
    if (!(await this.deps.limit.allows('securityNotice', `${mailbox} ${kind}`))) return;
    const at = this.deps.clock.now();
    // A notice about the action of another person does not reveal that person's IP address.
    const byAnother = kind === 'suspended' || kind === 'serviceKeysLeft';
    const where = byAnother ? null : { at, ipAddress: origin.ipAddress };
    const mail = noticeMail(kind, account, where);
    await this.deps.outbox.put(tx, mail, NOTICE_LIFE.after(at));
  }
}

type Notice = { readonly kind: keyof typeof securityNotificationMails } & (
  | { readonly account: Account; readonly exceptFor?: undefined }
  /** For every administrator except this one. */
  | { readonly account: null; readonly exceptFor: UserId }
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
