import type { Clock } from '../../core/clock.js';
import type { AuthEvent } from '../../core/events.js';
import type { Account } from '../../core/viewer.js';
import type { TransactionalEventHandler } from '../../platform/audit/event-subscriber.js';
import type { RawTransaction } from '../../platform/database/client.js';
import { NOTIFICATION_LIFE, notificationMail } from '../../platform/mail/notification-mail.js';
import type { Outbox } from '../../platform/mail/outbox.service.js';
import type { secondFactorMails } from './second-factors.mails.js';

/** A mail names the number of unused recovery codes from this number on. */
const FEW_CODES = 3;

export interface FactorNotificationsDeps {
  clock: Clock;
  limit: { allows(rule: 'securityNotice' | 'failedFactorNotice', subject: string): Promise<boolean> };
  outbox: Pick<Outbox, 'put'>;
}

/** Mails users about their second factors, in the transaction of the event, so that no notice gets lost. */
export class FactorNotifications implements TransactionalEventHandler {
  constructor(private readonly deps: FactorNotificationsDeps) {}

  concerns(event: AuthEvent): boolean {
    return noticeOf(event) !== null;
  }

  async handle(tx: RawTransaction, event: AuthEvent): Promise<void> {
    const notice = noticeOf(event);
    if (notice === null) return;
    const { account, kind, left = FEW_CODES + 1 } = notice;
    const rule = kind === 'secondFactorFailed' ? 'failedFactorNotice' : 'securityNotice';
    if (!(await this.deps.limit.allows(rule, `${account.email.toLowerCase()} ${kind}`))) return;
    const at = this.deps.clock.now();
    const { ipAddress, userAgent } = event.requestMeta;
    // Work that the service does later has no device.
    const request = ipAddress === null && userAgent === null ? {} : { request: event.requestMeta };
    const mail = notificationMail(kind, account, { at, ...request });
    const params = left > FEW_CODES ? mail.params : { ...mail.params, codesLeft: String(left) };
    await this.deps.outbox.put(tx, { ...mail, params }, NOTIFICATION_LIFE.after(at));
  }
}

interface Notice {
  readonly kind: Exclude<keyof typeof secondFactorMails, 'factorRemoval'>;
  readonly account: Account;
  /** How many unused recovery codes the user has. */
  readonly left?: number;
}

function noticeOf(event: AuthEvent): Notice | null {
  switch (event.type) {
    case 'totp_added':
    case 'passkey_added':
      return { kind: 'secondFactorAdded', account: event.account };
    case 'totp_removed':
    case 'passkey_removed':
      return { kind: 'secondFactorRemoved', account: event.account };
    case 'recovery_code_used':
      return { kind: 'recoveryCodeUsed', account: event.account, left: event.left };
    case 'recovery_codes_replaced':
      return { kind: 'recoveryCodesReplaced', account: event.account };
    case 'second_factor_failed':
      // Users mistype. A sign-in that is not finished counts as abandoned.
      return event.attemptsLeft > 0 ? null : { kind: 'secondFactorFailed', account: event.account };
    case 'second_factor_abandoned':
      return { kind: 'secondFactorFailed', account: event.account };
    default:
      return null;
  }
}
