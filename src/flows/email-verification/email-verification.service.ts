import type { Mailboxes } from '../../accounts/users/mailboxes.service.js';
import type { LockedAccount, Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { parseEmailAddress } from '../../core/email-address.js';
import { AuthError } from '../../core/errors.js';
import type { LockedUser, UserId } from '../../core/ids.js';
import { mailCountKey } from '../../core/mailbox.js';
import type { Account, RequestMeta, Viewer } from '../../core/viewer.js';
import { deadLink } from '../../credentials/one-time-tokens/dead-link.js';
import type { OneTimeTokens } from '../../credentials/one-time-tokens/one-time-tokens.service.js';
import type { AuditTrail, RecordEvent } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';
import { linkRequest } from '../../platform/mail/circumstances.js';
import { linkMail } from '../../platform/mail/link-mail.js';
import type { Outbox } from '../../platform/mail/outbox.service.js';
import type { Referrals } from '../../rewards/referrals/referrals.service.js';
import { emailVerificationLink } from './email-verification.mails.js';

export interface EmailVerificationDeps {
  clock: Clock;
  users: Users;
  mailboxes: Pick<Mailboxes, 'setElsewhere'>;
  oneTimeTokens: OneTimeTokens;
  outbox: Pick<Outbox, 'put'>;
  audit: AuditTrail;
  referrals: Pick<Referrals, 'rewardVerified'>;
  /** Counts the mails to a mailbox. */
  limits: { allows(operation: 'requestEmailVerification', mailbox: string): Promise<boolean> };
}

/** A login mails no further link for so long: the last one is probably on its way. */
const ON_ITS_WAY = Duration.minutes(5);

export interface EmailVerificationConfig {
  emailVerificationUrl: string;
  /** The page of the second link, for a person who did not register. */
  disownRegistrationUrl: string;
  emailVerificationTtl: Duration;
}

/** Verifies that users control their mailbox. It neither opens nor ends a session (EV-4). */
export class EmailVerification {
  constructor(
    private readonly deps: EmailVerificationDeps,
    private readonly config: EmailVerificationConfig,
  ) {}

  /**
   * Mails a link to the signed-in user and invalidates the previous one (EV-5).
   * @returns the account; no link is mailed if its address is already verified
   * @throws TOKEN_INVALID when the account no longer exists
   */
  async request(viewer: Viewer, requestMeta: RequestMeta): Promise<Account> {
    const { account, sessionId } = viewer;
    return this.deps.audit.transaction(async (tx, record) => {
      const user = await this.deps.users.findLocked(tx, account.id, this.deps.clock.now());
      if (user === null) throw new AuthError('TOKEN_INVALID');
      if (user.account.emailVerified) return user.account;
      await this.mailLink(tx, user.account, requestMeta);
      await record({ type: 'email_verification_requested', userId: account.id, sessionId, requestMeta });
      return user.account;
    });
  }

  /**
   * Mails a link to a user who signs in and must verify the address first. It shares the limits of `request`,
   * and mails nothing while a recent link is valid.
   */
  async mailBeforeSignIn(userId: UserId, requestMeta: RequestMeta): Promise<void> {
    const { audit, users, clock, oneTimeTokens, limits } = this.deps;
    await audit.transaction(async (tx, record) => {
      const now = clock.now();
      const account = (await users.findLocked(tx, userId, now))?.account;
      if (account === undefined || account.emailVerified) return;
      if (await oneTimeTokens.hasSince(tx, account.id, 'EMAIL_VERIFICATION', ON_ITS_WAY.before(now))) return;
      if (!(await limits.allows('requestEmailVerification', mailCountKey(account.email)))) return;
      await this.mailLink(tx, account, requestMeta);
      await record({ type: 'email_verification_requested', userId, sessionId: null, requestMeta });
    });
  }

  /** Mails a link to the address of the user. */
  async mailLink(tx: Transaction, account: LockedAccount, requestMeta: RequestMeta): Promise<void> {
    const { emailVerificationUrl: page, emailVerificationTtl: lifetime, disownRegistrationUrl } = this.config;
    const issue = { purpose: 'EMAIL_VERIFICATION', userId: account.id, email: account.email } as const;
    const token = await this.deps.oneTimeTokens.issue(tx, issue, lifetime);
    const now = this.deps.clock.now();
    const requested = linkRequest(now, requestMeta);
    const link = { page, token, lifetime, requested, disownPage: disownRegistrationUrl };
    const mail = linkMail(emailVerificationLink, account.email, account, link);
    await this.deps.outbox.put(tx, mail, lifetime.after(now));
  }

  /**
   * Verifies the address of a mailed link. A second call with the same link succeeds and does nothing: a mail
   * scanner may have opened the link first.
   *
   * A link that is opened without a session of the account is noted: another person than the registrant may have opened
   * it, who thought that the account is theirs (pre-hijacking). The session of the account takes the note back.
   * @param findOwn returns the account if the client has a session of it
   * @returns the account of the client; null if the account is not that of the client
   * @throws TOKEN_INVALID, also for a link to an address that the user no longer has (EV-1)
   */
  async verify(
    token: string,
    findOwn: (userId: UserId) => Promise<Account | null>,
    requestMeta: RequestMeta,
  ): Promise<Account | null> {
    const owner = await this.deps.oneTimeTokens.findOwner('EMAIL_VERIFICATION', token);
    if (owner !== null) {
      const own = await findOwn(owner.id);
      if (await this.#verifyOnce(owner.id, token, own === null, requestMeta)) return own;
    }
    const own = await findOwn(await this.#requireVerified(token));
    if (own !== null) await this.#noteOpenedBySession(own.id);
    return own;
  }

  async #noteOpenedBySession(userId: UserId): Promise<void> {
    const { audit, users, mailboxes } = this.deps;
    await audit.transaction(async (tx) => mailboxes.setElsewhere(tx, await users.lock(tx, userId), false));
  }

  /** @returns whether this call used the token, and not another one at the same time */
  async #verifyOnce(
    userId: UserId,
    token: string,
    elsewhere: boolean,
    requestMeta: RequestMeta,
  ): Promise<boolean> {
    return this.deps.audit.transaction(async (tx, record) => {
      const user = await this.deps.users.lock(tx, userId);
      const proof = await this.deps.oneTimeTokens.use(tx, user, 'EMAIL_VERIFICATION', token);
      if (proof === null) return false;
      if (!(await this.markVerified(tx, user, proof.email, record, requestMeta))) throw deadLink();
      if (elsewhere) await this.deps.mailboxes.setElsewhere(tx, user, true);
      return true;
    });
  }

  /** @throws TOKEN_INVALID unless the token has verified the address that its owner has now */
  async #requireVerified(token: string): Promise<UserId> {
    const used = await this.deps.oneTimeTokens.findUsed('EMAIL_VERIFICATION', token);
    const mailedTo = parseEmailAddress(used?.email ?? '');
    if (!used?.emailVerifiedAt || mailedTo?.key !== used.emailKey) throw deadLink();
    return used.id;
  }

  /**
   * Marks an address as verified by a link that was mailed to it.
   * @returns false if the user no longer has this address
   */
  async markVerified(
    tx: Transaction,
    user: LockedUser,
    address: string | null,
    record: RecordEvent,
    requestMeta: RequestMeta,
  ): Promise<boolean> {
    const { users, clock, referrals } = this.deps;
    const email = parseEmailAddress(address ?? '');
    if (email === null || !(await users.verifyEmail(tx, user, email, clock.now()))) return false;
    await record({ type: 'email_verified', userId: user, requestMeta });
    await referrals.rewardVerified(tx, user, record, requestMeta);
    return true;
  }
}
