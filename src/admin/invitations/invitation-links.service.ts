import type { Users } from '../../accounts/users/users.service.js';
import type { Clock } from '../../core/clock.js';
import type { Duration } from '../../core/duration.js';
import { AuthError } from '../../core/errors.js';
import type { EventActor } from '../../core/event-actor.js';
import type { UserId } from '../../core/ids.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { OneTimeTokens } from '../../credentials/one-time-tokens/one-time-tokens.service.js';
import type { RecordEvent } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';
import { circumstanceParams } from '../../platform/mail/circumstances.js';
import { linkMail } from '../../platform/mail/link-mail.js';
import type { Outbox } from '../../platform/mail/outbox.service.js';
import { invitationLink } from './invitations.mails.js';

export interface InvitationLinksDeps {
  clock: Clock;
  users: Pick<Users, 'findLocked'>;
  oneTimeTokens: Pick<OneTimeTokens, 'issue'>;
  outbox: Pick<Outbox, 'put'>;
}

export interface InvitationLinksConfig {
  /** The target of the mailed link: the form that sets a password. */
  readonly passwordResetUrl: string;
  readonly invitationTtl: Duration;
}

/** Mails invitations to users who have not set a password yet. */
export class InvitationLinks {
  constructor(
    private readonly deps: InvitationLinksDeps,
    private readonly config: InvitationLinksConfig,
  ) {}

  /**
   * Mails a link to the user and invalidates that of an earlier invitation.
   * @returns when the link expires
   * @throws NOT_FOUND
   */
  async invite(
    tx: Transaction,
    record: RecordEvent,
    userId: UserId,
    by: EventActor & { readonly requestMeta: RequestMeta },
  ): Promise<Date> {
    const { passwordResetUrl: page, invitationTtl: lifetime } = this.config;
    const now = this.deps.clock.now();
    const expiresAt = lifetime.after(now);
    const user = await this.deps.users.findLocked(tx, userId, now);
    if (user === null) throw new AuthError('NOT_FOUND');
    const { account } = user;
    const issue = { purpose: 'INVITATION', userId: account.id, email: account.email } as const;
    const token = await this.deps.oneTimeTokens.issue(tx, issue, lifetime);
    const link = { page, token, lifetime, requested: circumstanceParams({ at: now }) };
    await this.deps.outbox.put(tx, linkMail(invitationLink, account.email, account, link), expiresAt);
    await record({ type: 'user_invited', account, role: account.role, ...by });
    return expiresAt;
  }
}
