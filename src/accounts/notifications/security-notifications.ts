import type { Clock } from '../../core/clock.js';
import type { AuthEvent } from '../../core/events.js';
import type { UserId } from '../../core/ids.js';
import type { Account, RequestMeta } from '../../core/viewer.js';
import type { TransactionalEventHandler } from '../../platform/audit/event-subscriber.js';
import type { RawTransaction } from '../../platform/database/client.js';
import { NOTIFICATION_LIFE, notificationMail } from '../../platform/mail/notification-mail.js';
import type { Outbox } from '../../platform/mail/outbox.service.js';
import type { securityNotificationMails } from './security-notifications.mails.js';

/** Limits the notifications to one mailbox, so that an attacker's actions cannot flood it (LOG-9). */
export interface NotificationLimit {
  allows(rule: 'securityNotice', subject: string): Promise<boolean>;
}

export interface SecurityNotificationsDeps {
  clock: Clock;
  limit: NotificationLimit;
  outbox: Outbox;
  administrators: OtherAdministrators;
}

/** Finds the readers of notifications that concern the service and no single user. */
export interface OtherAdministrators {
  others(tx: RawTransaction, userId: UserId, now: Date): Promise<Account[]>;
}

/**
 * Mails users about security events that they may not have caused. The mail is written in the transaction of
 * the event, so the notification of an account takeover cannot get lost (PR-8).
 */
export class SecurityNotifications implements TransactionalEventHandler {
  constructor(private readonly deps: SecurityNotificationsDeps) {}

  concerns(event: AuthEvent): boolean {
    return notificationOf(event) !== null;
  }

  async handle(tx: RawTransaction, event: AuthEvent): Promise<void> {
    const notification = notificationOf(event);
    if (notification === null) return;
    const { account, exceptFor } = notification;
    const now = this.deps.clock.now();
    const readers = account === null ? await this.deps.administrators.others(tx, exceptFor, now) : [account];
    for (const reader of readers) await this.#tell(tx, notification, reader, event.requestMeta);
  }

  async #tell(
    tx: RawTransaction,
    { kind, until = null }: SecurityNotification,
    account: Account,
    requestMeta: RequestMeta,
  ): Promise<void> {
    // Count by mailbox: an attacker can create and delete accounts for one address again and again.
    const mailbox = account.email.toLowerCase();
    if (!(await this.deps.limit.allows('securityNotice', `${mailbox} ${kind}`))) return;
    const at = this.deps.clock.now();
    // A notification about the action of another person reveals nothing about that person.
    const byAnother = kind === 'suspended' || kind === 'serviceKeysLeft';
    const circumstances = byAnother ? { at } : { at, request: requestMeta };
    const mail = notificationMail(kind, account, circumstances, until);
    await this.deps.outbox.put(tx, mail, NOTIFICATION_LIFE.after(at));
  }
}

type SecurityNotification = {
  readonly kind: keyof typeof securityNotificationMails;
  /** The end of a suspension. */
  readonly until?: Date | null;
} & (
  | { readonly account: Account; readonly exceptFor?: undefined }
  /** For every administrator except this one. */
  | { readonly account: null; readonly exceptFor: UserId }
);

function notificationOf(event: AuthEvent): SecurityNotification | null {
  switch (event.type) {
    case 'logged_in':
      return event.newDevice ? { kind: 'newDevice', account: event.account } : null;
    case 'password_changed':
      return { kind: 'passwordChanged', account: event.account };
    case 'password_reset':
      return { kind: 'passwordWasReset', account: event.account };
    case 'breached_password_used':
      return { kind: 'breachedPassword', account: event.account };
    case 'refresh_token_reused':
      return { kind: 'tokenReused', account: event.account };
    case 'passkey_counter_regressed':
      return event.refused ? { kind: 'passkeyCopied', account: event.account } : null;
    case 'user_suspended':
      return { kind: 'suspended', account: event.account, until: event.until };
    case 'service_keys_left':
      return { kind: 'serviceKeysLeft', account: null, exceptFor: event.userId };
    default:
      return null;
  }
}
