import { type Config, readConfig } from '../../app/config.js';
import { type OpenStorage, openStorage } from '../../app/edges.js';
import { deriveKeys } from '../../app/registers.js';
import { systemClock } from '../../core/clock.js';
import type { Log } from '../../core/log.js';
import { systemRandomness } from '../../core/randomness.js';
import type { Origin } from '../../core/viewer.js';
import { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import { type OpenDatabase, withReason } from '../../platform/database/open.js';
import { Outbox } from '../../platform/mail/outbox.service.js';
import type { Shell } from './shell.js';

/** What a command works with: the same configuration and database as the service, without a server. */
export interface House {
  readonly config: Config & { readonly publicUrl: string };
  readonly database: OpenDatabase['client'];
  readonly clock: typeof systemClock;
  readonly randomness: typeof systemRandomness;
  readonly audit: AuditTrail;
  /** A mail that is put here leaves with a service that runs, or with the next one that starts. */
  readonly outbox: Outbox;
  /** Where events say that they come from. */
  readonly origin: Origin;
}

/** Nobody reads a log of a command: what matters is in its answer. */
export const quiet: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/**
 * Opens the house, lets a command work in it, and closes it whatever came of that.
 * @throws StartupError for what would keep the service from starting; and while it runs, on an embedded database
 */
export async function inHouse<T>(
  { environment }: Shell,
  command: string,
  work: (house: House) => Promise<T>,
): Promise<T> {
  const config = readConfig(environment);
  const storage = await openStorage(config, quiet);
  try {
    return await withReason(storage.database, async () => work(await furnish(command, config, storage)));
  } finally {
    await storage.close();
  }
}

async function furnish(command: string, config: Config, { database, secrets }: OpenStorage): Promise<House> {
  const { authSecret, previousAuthSecret } = await secrets();
  const edges = { database: database.client, clock: systemClock, randomness: systemRandomness };
  const outbox = new Outbox({
    ...edges,
    box: deriveKeys(authSecret, systemRandomness, previousAuthSecret).outbox,
    // The operator writes to whom they like.
    allowance: { allows: async () => true },
  });
  return {
    ...edges,
    config: { ...config, publicUrl: config.publicUrl ?? `http://localhost:${config.port}` },
    outbox,
    audit: new AuditTrail({
      ...edges,
      log: quiet,
      sinks: [],
      companions: [],
      committed: (tx) => outbox.committed(tx),
    }),
    origin: { requestId: systemRandomness.uuid(), ipAddress: null, userAgent: `latchkey ${command}` },
  };
}
