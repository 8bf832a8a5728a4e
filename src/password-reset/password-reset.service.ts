import type { Duration } from '../core/duration.js';
import { parseEmailAddress } from '../core/email-address.js';
import { Refusal } from '../core/errors.js';
import type { Account, Origin } from '../core/viewer.js';
import type { Database } from '../database/client.js';
import type { EventSink } from '../events/auth-event.js';
import type { Translator } from '../languages/translator.js';
import type { MailQueue } from '../mail/mail-queue.js';
import type { OneTimeTokens } from '../one-time-tokens/one-time-tokens.service.js';
import type { PasswordHasher } from '../passwords/password-hasher.js';
import type { PasswordPolicy } from '../passwords/password-policy.js';
import type { Passwords } from '../passwords/passwords.service.js';
import type { Users } from '../users/users.service.js';
import { passwordResetMail } from './password-reset.message.js';

export interface PasswordResetDeps {
  database: Database;
  users: Users;
  oneTimeTokens: OneTimeTokens;
  passwords: Passwords;
  hasher: PasswordHasher;
  policy: PasswordPolicy;
  mailQueue: MailQueue;
  translator: Translator;
  events: EventSink;
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
    const issued = await this.deps.oneTimeTokens.issueByEmail(
      'PASSWORD_RESET',
      key,
      this.config.passwordResetTtl,
    );
    if (issued !== null) this.#mail(issued.account, issued.token);
    this.deps.events.publish({
      type: 'password_reset_requested',
      userId: issued?.account.id ?? null,
      origin,
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
    await this.deps.database.$transaction(async (tx) => {
      await this.deps.users.lock(tx, owner.id);
      if (!(await this.deps.oneTimeTokens.consume(tx, 'PASSWORD_RESET', token)))
        throw new Refusal('TOKEN_INVALID');
      await this.deps.passwords.replace(tx, owner.id, phc, 'password reset');
    });
    this.deps.events.publish({ type: 'password_reset', userId: owner.id, origin });
  }

  /** To the stored address, never to the submitted text (PR-4). */
  #mail({ email, username, languageCode }: Account, token: string): void {
    const url = new URL(this.config.passwordResetUrl);
    url.searchParams.set('token', token);
    const minutes = Math.round(this.config.passwordResetTtl.seconds / 60);
    this.deps.mailQueue.enqueue(() =>
      passwordResetMail(this.deps.translator, {
        language: languageCode,
        address: email,
        username,
        url: url.href,
        minutes,
      }),
    );
  }
}
