import type { Mailboxes } from '../../accounts/users/mailboxes.service.js';
import type { UserChanges } from '../../accounts/users/user-changes.js';
import type { LockedAccount, Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import type { Duration } from '../../core/duration.js';
import { type EmailAddress, parseEmailAddress } from '../../core/email-address.js';
import { AuthError } from '../../core/errors.js';
import type { SessionId, UserId } from '../../core/ids.js';
import type { Services } from '../../core/services.js';
import type { Account, RequestMeta, Viewer } from '../../core/viewer.js';
import { deadLink } from '../../credentials/one-time-tokens/dead-link.js';
import type { OneTimeTokens } from '../../credentials/one-time-tokens/one-time-tokens.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';
import { linkRequest, type ToldCircumstances } from '../../platform/mail/circumstances.js';
import { linkMail } from '../../platform/mail/link-mail.js';
import { NOTIFICATION_LIFE, notificationMail } from '../../platform/mail/notification-mail.js';
import type { Outbox } from '../../platform/mail/outbox.service.js';
import type { Referrals } from '../../rewards/referrals/referrals.service.js';
import { emailChangeLink } from './email-change.mails.js';

/** Limits the mails that a user can trigger to an address that is not their own (LOG-9). */
export interface NotificationLimit {
  allows(rule: 'securityNotice', subject: string): Promise<boolean>;
}

export interface EmailChangeDeps {
  clock: Clock;
  users: Users;
  mailboxes: Pick<Mailboxes, 'setElsewhere'>;
  oneTimeTokens: OneTimeTokens;
  ownerProofs: Services['ownerProofs'];
  userChanges: UserChanges;
  outbox: Pick<Outbox, 'put'>;
  audit: AuditTrail;
  limit: NotificationLimit;
  referrals: Pick<Referrals, 'rewardVerified'>;
}

export interface EmailChangeConfig {
  emailChangeUrl: string;
  /** The same lifetime as every link that verifies an address. */
  emailVerificationTtl: Duration;
}

/** Changes the email address of an account after the user has proved control of the new mailbox (EV-2). */
export class EmailChange {
  constructor(
    private readonly deps: EmailChangeDeps,
    private readonly config: EmailChangeConfig,
  ) {}

  /**
   * Mails a link to the new address. If another user has the address, that user gets a notification instead. Answer
   * and work are the same in both cases (user enumeration, LOG-3, EV-3). The current address always gets a
   * notification.
   * @throws INVALID_CREDENTIALS, TOKEN_INVALID, SERVER_BUSY
   */
  async request(
    viewer: Viewer,
    { newEmail, password }: { newEmail: string; password?: string | null },
    requestMeta: RequestMeta,
  ): Promise<void> {
    const address = parseEmailAddress(newEmail);
    if (address === null) throw new AuthError('BAD_USER_INPUT', { fields: [] });
    const { sessionId, account } = viewer;
    const proof = await this.deps.ownerProofs.of(viewer, password, 'email_change_failed', requestMeta);
    // Count by the new address, taken or not, so that many accounts together cannot flood a mailbox.
    const mayMail = await this.deps.limit.allows('securityNotice', `${address.key} emailChange`);
    const now = this.deps.clock.now();
    const requested = linkRequest(now, requestMeta);
    await this.deps.audit.transaction(async (tx, record) => {
      const user = await this.deps.users.findLocked(tx, account.id, now);
      if (user === null) throw new AuthError('TOKEN_INVALID');
      await proof.require(tx, user);
      const mail = await this.#mailTo(tx, address, user.account, { sessionId, requested, now });
      const notification = notificationMail('emailChangeRequested', user.account, {
        at: now,
        request: requestMeta,
      });
      await this.deps.outbox.put(tx, mayMail ? mail : null, this.config.emailVerificationTtl.after(now));
      await this.deps.outbox.put(tx, notification, NOTIFICATION_LIFE.after(now));
      await record({ type: 'email_change_requested', userId: account.id, sessionId, requestMeta });
    });
  }

  /**
   * Changes the address. Ends every session except the one that requested the change, and invalidates every
   * mailed link (S-3). A link that is opened without a session of the account is noted, as `EmailVerification.verify`
   * does: the owner of the new mailbox may have opened it for another person.
   * @param findOwn returns the account if the client has a session of it
   * @returns the changed account of the client; null if the account is not that of the client
   * @throws TOKEN_INVALID; EMAIL_TAKEN when another user took the address in the meantime
   */
  async confirm(
    token: string,
    findOwn: (userId: UserId) => Promise<Account | null>,
    requestMeta: RequestMeta,
  ): Promise<Account | null> {
    const owner = await this.deps.oneTimeTokens.findOwner('EMAIL_CHANGE', token);
    if (owner === null) throw deadLink();
    const isOwn = (await findOwn(owner.id)) !== null;
    const now = this.deps.clock.now();
    return this.deps.audit.transaction(async (tx, record) => {
      const user = await this.deps.users.lock(tx, owner.id);
      const proof = await this.deps.oneTimeTokens.consume(tx, user, 'EMAIL_CHANGE', token);
      const address = parseEmailAddress(proof?.email ?? '');
      if (address === null) throw deadLink();
      const changed = await this.deps.users.changeEmail(tx, user, address, now);
      await this.deps.mailboxes.setElsewhere(tx, user, !isOwn);
      await this.deps.userChanges.apply(tx, user, 'email changed', proof?.sessionId ?? undefined);
      await record({ type: 'email_changed', userId: owner.id, requestMeta });
      // A confirmed new address proves the same as a verification, so the referral reward is due here too.
      await this.deps.referrals.rewardVerified(tx, user, record, requestMeta);
      for (const account of addressesOf(owner, changed)) {
        const notification = notificationMail('emailChanged', account, { at: now, request: requestMeta });
        await this.deps.outbox.put(tx, notification, NOTIFICATION_LIFE.after(now));
      }
      return isOwn ? changed : null;
    });
  }

  /**
   * Issues a token in both cases, so the work is the same. If the address is taken, the token is never sent.
   */
  async #mailTo(
    tx: Transaction,
    { address, key }: EmailAddress,
    account: LockedAccount,
    { sessionId, requested, now }: { sessionId: SessionId; requested: ToldCircumstances; now: Date },
  ) {
    const { emailChangeUrl: page, emailVerificationTtl: lifetime } = this.config;
    const holder = await this.deps.users.findOtherByEmail(tx, account.id, key, now);
    const issue = { purpose: 'EMAIL_CHANGE', userId: account.id, email: address, sessionId } as const;
    const token = await this.deps.oneTimeTokens.issue(tx, issue, lifetime);
    return holder === null
      ? linkMail(emailChangeLink, address, account, { page, token, lifetime, requested })
      : notificationMail('emailInUse', holder, { at: now });
  }
}

/** If only the case of the address changed, it is one mailbox and gets one notification. */
function addressesOf(before: Account, after: Account): Account[] {
  const { email, emailVerified } = before;
  const same = email.toLowerCase() === after.email.toLowerCase();
  return same ? [after] : [{ ...after, email, emailVerified }, after];
}
