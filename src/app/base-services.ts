import type { Clock } from '../core/clock.js';
import type { Log } from '../core/log.js';
import type { Randomness } from '../core/randomness.js';
import type { HashingEngine } from '../credentials/passwords/hashing-engine.js';
import { AuditEntries } from '../platform/audit/audit-entries.service.js';
import { AuditTrail } from '../platform/audit/audit-trail.service.js';
import type { TransactionalEventHandler } from '../platform/audit/event-subscriber.js';
import { LogSubscriber } from '../platform/audit/log-subscriber.js';
import { UserTables } from '../platform/capabilities/user-tables.js';
import type { OpenDatabase } from '../platform/database/open.js';
import { NodeTypes } from '../platform/graphql/node-types.js';
import { createTranslator } from '../platform/i18n/translator.js';
import { MailAllowance } from '../platform/mail/mail-allowance.js';
import type { Mailer } from '../platform/mail/mailer.js';
import { Outbox } from '../platform/mail/outbox.service.js';
import { createOutgoingFetch } from '../platform/outgoing-http/outgoing-fetch.js';
import { noLimits } from '../platform/rate-limits/no-limits.js';
import { RateLimits } from '../platform/rate-limits/rate-limits.js';
import type { RedisConnection } from '../platform/rate-limits/redis-connection.js';
import type { GivenServices } from './container.js';
import { deriveKeys, errorDeclarations, eventDeclarations, mailTemplates } from './registers.js';
import type { ServiceConfig } from './service-config.js';

/** The adapters to the outside world. A test provides its own clock, mailer and database. */
export interface Adapters {
  clock: Clock;
  randomness: Randomness;
  log: Log;
  database: OpenDatabase;
  authSecret: Buffer;
  /** Decrypts data from before the rotation of AUTH_SECRET. */
  previousAuthSecret?: Buffer | null;
  mailer: Mailer;
  hashingEngine: HashingEngine;
  /** Shared by instances for common rate limits. Without it, each instance counts alone. */
  redis?: RedisConnection | null;
  /** Makes the `fetch` for hosts that the operator named. A test answers for them. */
  createOutgoingFetch?: typeof createOutgoingFetch;
}

/**
 * Creates the services available to every capability, and the list to which capabilities add event handlers.
 */
export function openBaseServices(
  config: ServiceConfig,
  adapters: Adapters,
): { given: GivenServices; handlers: TransactionalEventHandler[] } {
  const { clock, randomness, log, mailer, hashingEngine } = adapters;
  const world = { database: adapters.database.client, clock, randomness, log };
  const keys = deriveKeys(adapters.authSecret, randomness, adapters.previousAuthSecret);
  const limits = config.rateLimits
    ? new RateLimits(
        {
          clock,
          log,
          names: keys.rateLimits,
          errors: errorDeclarations,
          redis: adapters.redis ?? null,
          refused: (limited) => audit.recordBeside({ type: 'rate_limited', ...limited }),
        },
        config.limits,
      )
    : noLimits;
  const outbox = new Outbox({
    clock,
    randomness,
    box: keys.outbox,
    allowance: new MailAllowance({ limit: limits, log }),
  });
  const handlers: TransactionalEventHandler[] = [];
  const audit = new AuditTrail({
    ...world,
    events: eventDeclarations,
    subscribers: [new LogSubscriber({ log, events: eventDeclarations })],
    transactionalHandlers: handlers,
    committed: (tx) => outbox.committed(tx),
  });
  const userTables = new UserTables();
  const given = {
    ...world,
    keys,
    translator: createTranslator(),
    mailer,
    mailTemplates,
    hashingEngine,
    limits,
    createOutgoingFetch: adapters.createOutgoingFetch ?? createOutgoingFetch,
    outbox,
    audit,
    auditEntries: new AuditEntries({ ...world, events: eventDeclarations }),
    userTables,
    nodeTypes: new NodeTypes(),
    databaseFiles: { forget: () => adapters.database.forget(userTables.personal) },
    // Loaded on first use, because it loads GraphQL.
    printedSchema: async () => (await import('./printed-schema.js')).printedSchema(),
  };
  return { given, handlers };
}
