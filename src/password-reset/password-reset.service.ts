import type { Clock } from '../core/clock.js';
import type { Duration } from '../core/duration.js';
import { parseEmailAddress } from '../core/email-address.js';
import { Refusal } from '../core/errors.js';
import type { Account, Origin } from '../core/viewer.js';
import type { AuditTrail } from '../events/audit-trail.service.js';
import type { Outbox } from '../mail/outbox.service.js';
import type { OutgoingMail } from '../mail/outgoing-mail.js';
import type { OneTimeTokens } from '../one-time-tokens/one-time-tokens.service.js';
import type { PasswordHasher } from '../passwords/password-hasher.js';
import type { PasswordPolicy } from '../passwords/password-policy.js';
import type { Passwords } from '../passwords/passwords.service.js';
import { identifierKey } from '../users/identifier.js';
import type { Users } from '../users/users.service.js';
import { passwordResetMail } from './password-reset.message.js';

/** What keeps somebody from trying again: it ends once they have proved by mail whose account it is (RL-6). */
export interface Locks {
  forgive(operation: string, subjects: readonly string[]): Promise<void>;
}

export interface PasswordResetDeps {
  clock: Clock;
  users: Users;
  oneTimeTokens: OneTimeTokens;
  passwords: Passwords;
  hasher: PasswordHasher;
  policy: PasswordPolicy;
  outbox: Outbox;
  audit: AuditTrail;
  locks: Locks;
}

export interface PasswordResetConfig {
  /** Where the mailed link points. Configured, never taken from a request (PR-3). */
  passwordResetUrl: string;
  passwordResetTtl: Duration;
}

/** Lets who reads the mailbox of an account set its password anew. */
export class PasswordReset {
  constructor(
    private readonly deps: PasswordResetDeps,
    private readonly config: PasswordResetConfig,
  ) {}

  /** Mails a link when there is such an account, and answers the same when there is none (LOG-3). */
  async request(email: string, origin: Origin): Promise<void> {
    const key = parseEmailAddress(email)?.key ?? null;
    const { passwordResetTtl } = this.config;
    const expiresAt = passwordResetTtl.after(this.deps.clock.now());
    await this.deps.audit.transaction(async (tx, record) => {
      const issued = await this.deps.oneTimeTokens.issueByEmail(tx, 'PASSWORD_RESET', key, passwordResetTtl);
      const mail = issued && this.#mail(issued.account, issued.token);
      await this.deps.outbox.put(tx, mail, expiresAt);
      await record({ type: 'password_reset_requested', userId: issued?.account.id ?? null, origin });
    });
  }

  /**
   * Sets the password that a mailed link allows to set, once, and ends everything that came before it. It signs
   * nobody in (PR-2).
   * @throws TOKEN_INVALID, WEAK_PASSWORD (which leaves the link good), SERVER_BUSY
   */
  async complete(token: string, newPassword: string, origin: Origin): Promise<void> {
    const owner = await this.deps.oneTimeTokens.findOwner('PASSWORD_RESET', token);
    if (owner === null) throw new Refusal('TOKEN_INVALID');
    this.deps.policy.require(newPassword, owner, 'newPassword');
    const phc = await this.deps.hasher.hash(newPassword);
    await this.deps.audit.transaction(async (tx, record) => {
      await this.deps.users.lock(tx, owner.id);
      if (!(await this.deps.oneTimeTokens.consume(tx, 'PASSWORD_RESET', token)))
        throw new Refusal('TOKEN_INVALID');
      await this.deps.passwords.replace(tx, owner.id, phc, 'password reset');
      await record({ type: 'password_reset', account: owner, origin });
    });
    await this.deps.locks.forgive('login', [identifierKey(owner.username), identifierKey(owner.email)]);
    // With it goes the lock of every other operation that asks for the password.
    await this.deps.locks.forgive('changePassword', [owner.id]);
  }

  #mail(account: Account, token: string): OutgoingMail {
    const url = new URL(this.config.passwordResetUrl);
    url.searchParams.set('token', token);
    const minutes = Math.round(this.config.passwordResetTtl.seconds / 60);
    return passwordResetMail(account, { url: url.href, minutes });
  }
}
