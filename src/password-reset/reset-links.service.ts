import type { Clock } from '../core/clock.js';
import type { Duration } from '../core/duration.js';
import { parseEmailAddress } from '../core/email-address.js';
import type { Account, Origin } from '../core/viewer.js';
import type { AuditTrail } from '../events/audit-trail.service.js';
import type { Outbox } from '../mail/outbox.service.js';
import type { OutgoingMail } from '../mail/outgoing-mail.js';
import type { OneTimeTokens } from '../one-time-tokens/one-time-tokens.service.js';
import { passwordResetMail } from './password-reset.message.js';

export interface ResetLinksDeps {
  clock: Clock;
  oneTimeTokens: OneTimeTokens;
  outbox: Outbox;
  audit: AuditTrail;
}

export interface ResetLinksConfig {
  /** Where the mailed link points. Configured, never taken from a request (PR-3). */
  readonly passwordResetUrl: string;
  readonly passwordResetTtl: Duration;
}

/** Mails the links that let who reads a mailbox set a password. */
export class ResetLinks {
  constructor(
    private readonly deps: ResetLinksDeps,
    private readonly config: ResetLinksConfig,
  ) {}

  /** Mails a link when there is such an account, and does the same work when there is none (LOG-3). */
  async mail(email: string, origin: Origin): Promise<void> {
    const key = parseEmailAddress(email)?.key ?? null;
    const { passwordResetTtl } = this.config;
    const expiresAt = passwordResetTtl.after(this.deps.clock.now());
    await this.deps.audit.transaction(async (tx, record) => {
      const issued = await this.deps.oneTimeTokens.issueByEmail(tx, 'PASSWORD_RESET', key, passwordResetTtl);
      const mail = issued && this.#letter(issued.account, issued.token);
      await this.deps.outbox.put(tx, mail, expiresAt);
      await record({ type: 'password_reset_requested', userId: issued?.account.id ?? null, origin });
    });
  }

  #letter(account: Account, token: string): OutgoingMail {
    const url = new URL(this.config.passwordResetUrl);
    url.searchParams.set('token', token);
    const minutes = Math.round(this.config.passwordResetTtl.seconds / 60);
    return passwordResetMail(account, { url: url.href, minutes });
  }
}
