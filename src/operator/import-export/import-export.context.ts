import type { FactorRules } from '../../accounts/users/factor-rules.js';
import type { InvitationLinksConfig } from '../../admin/invitations/invitation-links.service.js';
import type { Clock } from '../../core/clock.js';
import type { Randomness } from '../../core/randomness.js';
import type { DerivedKeys } from '../../core/secret-box.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { BreachSource } from '../../credentials/breached-passwords/breached-passwords.js';
import type { RelyingParty } from '../../credentials/passkeys/relying-party.js';
import type { PasswordHasherConfig } from '../../credentials/passwords/password-hasher.js';
import type { PasswordPolicyConfig } from '../../credentials/passwords/password-policy.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { Shell } from '../../platform/command-line/shell.js';
import type { OpenDatabase } from '../../platform/database/open.js';
import type { Outbox } from '../../platform/mail/outbox.service.js';

/** The environment of a command: the settings and the database of the service, without a server. */
export interface OperatorContext {
  readonly config: FactorRules & {
    readonly hashing: PasswordHasherConfig;
    readonly policy: PasswordPolicyConfig;
    readonly passwordBreaches: BreachSource;
    readonly reservedUsernames: readonly string[];
    readonly relyingParty: Pick<RelyingParty, 'id'>;
  };
  readonly links: InvitationLinksConfig;
  readonly database: OpenDatabase['client'];
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly audit: AuditTrail;
  readonly keys: Pick<DerivedKeys, 'usernameEndings' | 'totpSecrets'>;
  /** Mails put here are sent by a running service, or by the next one that starts. */
  readonly outbox: Outbox;
  /** The origin that events record. */
  readonly requestMeta: RequestMeta;
}

export interface ImportExportContext {
  readonly shell: Shell;
  /**
   * Opens the context, runs the work of a command, and always closes the context.
   * @param command the name of the command in events, such as `users create`
   * @throws StartupError for each reason that keeps the service from starting, and while the service runs on
   * the same embedded database
   */
  withOperatorContext<T>(command: string, work: (context: OperatorContext) => Promise<T>): Promise<T>;
}
