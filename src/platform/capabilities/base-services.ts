import type { Clock } from '../../core/clock.js';
import type { Log } from '../../core/log.js';
import type { Randomness } from '../../core/randomness.js';
import type { DerivedKeys } from '../../core/secret-box.js';
import type { AuditEntries } from '../audit/audit-entries.service.js';
import type { AuditTrail } from '../audit/audit-trail.service.js';
import type { Database } from '../database/client.js';
import type { NodeTypes } from '../graphql/node-types.js';
import type { Translator } from '../i18n/translator.js';
import type { Mailer } from '../mail/mailer.js';
import type { Outbox } from '../mail/outbox.service.js';
import type { MailTemplates } from '../mail/outgoing-mail.js';
import type { createOutgoingFetch } from '../outgoing-http/outgoing-fetch.js';
import type { RateLimits } from '../rate-limits/rate-limits.js';
import type { UserTables } from './user-tables.js';

/** The services available to every capability. They exist before the first capability is built. */
export interface BaseServices {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly log: Log;
  readonly keys: DerivedKeys;
  readonly translator: Translator;
  readonly mailer: Mailer;
  /** The mail templates of every capability, by kind. */
  readonly mailTemplates: MailTemplates;
  readonly limits: Pick<RateLimits, 'begin' | 'allows' | 'forgive'>;
  /** Makes a `fetch` for hosts that the operator named. */
  readonly createOutgoingFetch: typeof createOutgoingFetch;
  readonly outbox: Outbox;
  readonly audit: AuditTrail;
  readonly auditEntries: AuditEntries;
  readonly userTables: UserTables;
  readonly nodeTypes: NodeTypes;
  /** Removes deleted rows from the files of an embedded database. */
  readonly databaseFiles: { forget(): Promise<void> };
  /** The text of the schema, without the directives of `schema.graphql`. */
  readonly printedSchema: () => Promise<string>;
}

declare module '../../core/services.js' {
  interface Services extends BaseServices {}
}
