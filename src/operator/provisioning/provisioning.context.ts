import type { Clock } from '../../core/clock.js';
import type { Randomness } from '../../core/randomness.js';
import type { Origin } from '../../core/viewer.js';
import type { PasswordHasherConfig } from '../../credentials/passwords/password-hasher.js';
import type { PasswordPolicyConfig } from '../../credentials/passwords/password-policy.js';
import type { ResetLinksConfig } from '../../flows/password-reset/reset-links.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { Shell } from '../../platform/command-line/shell.js';
import type { OpenDatabase } from '../../platform/database/open.js';
import type { Outbox } from '../../platform/mail/outbox.service.js';

/** What a command works with: the settings and the database of the service, without a server. */
export interface OperatorContext {
  readonly config: {
    readonly hashing: PasswordHasherConfig;
    readonly policy: PasswordPolicyConfig;
    readonly reservedUsernames: readonly string[];
  };
  readonly links: ResetLinksConfig;
  readonly database: OpenDatabase['client'];
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly audit: AuditTrail;
  /** A running service, or the next one that starts, sends the mails that are put here. */
  readonly outbox: Outbox;
  /** Where events say that they come from. */
  readonly origin: Origin;
}

export interface ProvisioningContext {
  readonly shell: Shell;
  /**
   * Opens the context, lets a command work with it, and closes it in any case.
   * @param command as events name it, such as `users create`
   * @throws StartupError for what would keep the service from starting; and while it runs, on an embedded database
   */
  withOperatorContext<T>(command: string, work: (context: OperatorContext) => Promise<T>): Promise<T>;
}
