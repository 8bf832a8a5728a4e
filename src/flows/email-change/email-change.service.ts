import type { UserChanges } from '../../accounts/users/user-changes.js';
import type { Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import type { Duration } from '../../core/duration.js';
import { type EmailAddress, parseEmailAddress } from '../../core/email-address.js';
import { Refusal } from '../../core/errors.js';
import type { Account, Origin, Viewer } from '../../core/viewer.js';
import type { OneTimeTokens } from '../../credentials/one-time-tokens/one-time-tokens.service.js';
import type { Passwords } from '../../credentials/passwords/passwords.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';
import { linkMail } from '../../platform/mail/link-letter.js';
import { NOTICE_LIFE, noticeMail } from '../../platform/mail/notice-letter.js';
import type { Outbox } from '../../platform/mail/outbox.service.js';
import type { Referrals } from '../../rewards/referrals/referrals.service.js';
import { emailChangeLink } from './email-change.mails.js';

/** Whether one more mail may go to an address because of what somebody with another address does (LOG-9). */
export interface NoticeLimit {
  allows(rule: 'securityNotice', subject: string): Promise<boolean>;
}

export interface EmailChangeDeps {
  clock: Clock;
  users: Users;
  oneTimeTokens: OneTimeTokens;
  passwords: Passwords;
  userChanges: UserChanges;
  outbox: Pick<Outbox, 'put'>;
  audit: AuditTrail;
  limit: NoticeLimit;
  referrals: Pick<Referrals, 'rewardVerified'>;
}

export interface EmailChangeConfig {
  emailChangeUrl: string;
  /** As long as any link to an address that is to be shown to be somebody's. */
  emailVerificationTtl: Duration;
}

/** Moves an account to another address, once its owner has shown that they read mail there (EV-2). */
export class EmailChange {
  constructor(
    private readonly deps: EmailChangeDeps,
    private readonly config: EmailChangeConfig,
  ) {}

  /**
   * Mails a link to the new address, or, if somebody has it, a notice to them: the answer and the work are the same
   * (LOG-3, EV-3). The address that is the account's until then is told in any case.
   * @throws INVALID_CREDENTIALS, SERVER_BUSY
   */
  async request(
    viewer: Viewer,
    { newEmail, password }: { newEmail: string; password: string },
    origin: Origin,
  ): Promise<void> {
    const address = parseEmailAddress(newEmail);
    if (address === null) throw new Refusal('BAD_USER_INPUT', { fields: [] });
    const { sessionId, account } = viewer;
    const proven = await this.deps.passwords.proveOwn(viewer, password, 'email_change_failed', origin);
    // By address, taken or not: many accounts together cannot flood a mailbox either.
    const mayMail = await this.deps.limit.allows('securityNotice', `${address.key} emailChange`);
    const now = this.deps.clock.now();
    await this.deps.audit.transaction(async (tx, record) => {
      const user = await this.deps.users.findLocked(tx, account.id, now);
      // Changed while we verified: the password that was proven is no longer the password.
      if (user?.credentialsEpoch !== proven) throw new Refusal('INVALID_CREDENTIALS');
      const mail = await this.#invitation(tx, user.account, address, sessionId);
      const notice = noticeMail('emailChangeRequested', user.account, { at: now, ...origin });
      await this.deps.outbox.put(tx, mayMail ? mail : null, this.config.emailVerificationTtl.after(now));
      await this.deps.outbox.put(tx, notice, NOTICE_LIFE.after(now));
      await record({ type: 'email_change_requested', userId: account.id, sessionId, origin });
    });
  }

  /**
   * Moves the account, and ends every session but the one that asked, and every mailed link (S-3).
   * @throws TOKEN_INVALID, EMAIL_TAKEN when somebody was quicker
   */
  async confirm(token: string, origin: Origin): Promise<void> {
    const owner = await this.deps.oneTimeTokens.findOwner('EMAIL_CHANGE', token);
    if (owner === null) throw new Refusal('TOKEN_INVALID');
    const now = this.deps.clock.now();
    await this.deps.audit.transaction(async (tx, record) => {
      await this.deps.users.lock(tx, owner.id);
      const proof = await this.deps.oneTimeTokens.consume(tx, 'EMAIL_CHANGE', token);
      const address = parseEmailAddress(proof?.email ?? '');
      if (address === null) throw new Refusal('TOKEN_INVALID');
      const changed = await this.deps.users.changeEmail(tx, owner.id, address, now);
      await this.deps.userChanges.apply(tx, owner.id, 'email changed', proof?.sessionId ?? undefined);
      await record({ type: 'email_changed', userId: owner.id, origin });
      // Whoever confirms a new address has shown what a verification shows.
      await this.deps.referrals.rewardVerified(tx, owner.id, record, origin);
      for (const account of addressesOf(owner, changed)) {
        const notice = noticeMail('emailChanged', account, { at: now, ...origin });
        await this.deps.outbox.put(tx, notice, NOTICE_LIFE.after(now));
      }
    });
  }

  /** A token is issued in any case; where the address is taken, nobody is ever told it. */
  async #invitation(tx: Transaction, account: Account, { address, key }: EmailAddress, sessionId: string) {
    const { emailChangeUrl: page, emailVerificationTtl: lifetime } = this.config;
    const holder = await this.deps.users.findOtherByEmail(tx, account.id, key, this.deps.clock.now());
    const issue = { purpose: 'EMAIL_CHANGE', userId: account.id, email: address, sessionId } as const;
    const token = await this.deps.oneTimeTokens.issue(tx, issue, lifetime);
    return holder === null
      ? linkMail(emailChangeLink, address, account, { page, token, lifetime })
      : noticeMail('emailInUse', holder, null);
  }
}

/** One mailbox, where only the spelling of its address has changed, is told once. */
function addressesOf(before: Account, after: Account): Account[] {
  const { email, emailVerified } = before;
  const same = email.toLowerCase() === after.email.toLowerCase();
  return same ? [after] : [{ ...after, email, emailVerified }, after];
}
