import type { Clock } from '../../core/clock.js';
import type { Duration } from '../../core/duration.js';
import { parseEmailAddress } from '../../core/email-address.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { OneTimeTokens } from '../../credentials/one-time-tokens/one-time-tokens.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import { linkRequest } from '../../platform/mail/circumstances.js';
import { linkMail } from '../../platform/mail/link-mail.js';
import type { Outbox } from '../../platform/mail/outbox.service.js';
import { passwordResetLink } from './password-reset.mails.js';

export interface ResetLinksDeps {
  clock: Clock;
  oneTimeTokens: OneTimeTokens;
  outbox: Outbox;
  audit: AuditTrail;
}

export interface ResetLinksConfig {
  /** The target of the mailed link. It is configured and never taken from a request (PR-3). */
  readonly passwordResetUrl: string;
  readonly passwordResetTtl: Duration;
}

/** Mails password reset links. */
export class ResetLinks {
  constructor(
    private readonly deps: ResetLinksDeps,
    private readonly config: ResetLinksConfig,
  ) {}

  /**
   * Mails a link if the account exists and has fewer valid links than allowed. Otherwise it does the same
   * work without a mail (user enumeration, LOG-3).
   */
  async mail(email: string, requestMeta: RequestMeta): Promise<void> {
    const key = parseEmailAddress(email)?.key ?? null;
    const { passwordResetUrl: page, passwordResetTtl: lifetime } = this.config;
    const now = this.deps.clock.now();
    const requested = linkRequest(now, requestMeta);
    await this.deps.audit.transaction(async (tx, record) => {
      const issued = await this.deps.oneTimeTokens.issueByEmail(tx, 'PASSWORD_RESET', key, lifetime);
      const mail =
        issued?.token &&
        linkMail(passwordResetLink, issued.account.email, issued.account, {
          page,
          token: issued.token,
          lifetime,
          requested,
        });
      await this.deps.outbox.put(tx, mail || null, lifetime.after(now));
      await record({ type: 'password_reset_requested', userId: issued?.account.id ?? null, requestMeta });
    });
  }
}
