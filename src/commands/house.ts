import { type Config, readConfig } from '../config.js';
import { systemClock } from '../core/clock.js';
import { StartupError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { systemRandomness } from '../core/randomness.js';
import { deriveKeys } from '../core/secret-box.js';
import type { Origin } from '../core/viewer.js';
import { DataFolder } from '../database/data-folder.js';
import { type OpenDatabase, openDatabase } from '../database/open.js';
import { AuditTrail } from '../events/audit-trail.service.js';
import { Outbox } from '../mail/outbox.service.js';
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
  const folder =
    config.storage.kind === 'embedded' ? await DataFolder.open(config.dataDir, systemRandomness) : null;
  try {
    const secret = config.authSecret ?? (await folder?.readOrCreateSecret());
    if (secret === undefined) throw new StartupError('AUTH_SECRET must be set with DATABASE_URL.');
    const database = await openDatabase(config.storage, quiet);
    try {
      return await work(furnish(command, config, database, secret));
    } finally {
      await database.close();
    }
  } finally {
    await folder?.close();
  }
}

function furnish(command: string, config: Config, { client }: OpenDatabase, secret: Buffer): House {
  const edges = { database: client, clock: systemClock, randomness: systemRandomness };
  const outbox = new Outbox({ ...edges, box: deriveKeys(secret, systemRandomness).outbox });
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
