import { systemClock } from '../core/clock.js';
import { aheadOf, CLOCK_TOLERANCE } from '../core/clock-comparison.js';
import { StartupError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { systemRandomness } from '../core/randomness.js';
import { DataFolder } from '../platform/database/data-folder.js';
import { type OpenDatabase, openDatabase } from '../platform/database/open.js';
import type { Adapters } from './base-services.js';
import type { Config } from './config.js';

/** The database, with the secrets that decrypt its encrypted rows. */
export interface OpenStorage {
  readonly database: OpenDatabase;
  /** The data folder with a generated secret; null if AUTH_SECRET is set. */
  readonly folder: DataFolder | null;
  secrets(): Promise<Pick<Adapters, 'authSecret' | 'previousAuthSecret'>>;
  close(): Promise<void>;
}

export async function openStorage(config: Config, log: Log): Promise<OpenStorage> {
  const folder =
    config.storage.kind === 'embedded' ? await DataFolder.open(config.dataDir, systemRandomness) : null;
  const { authSecret, previousAuthSecret } = config;
  const secrets = async () => {
    if (authSecret !== null) return { authSecret, previousAuthSecret };
    if (folder === null) throw new StartupError('AUTH_SECRET must be set with DATABASE_URL.');
    return {
      authSecret: await folder.readOrCreateSecret(),
      previousAuthSecret: await folder.readPreviousSecret(),
    };
  };
  // Reports a damaged or missing secret before the database is opened, and creates one before it is needed.
  await secrets();
  const database = await openDatabase(config.storage, log);
  if (config.storage.kind === 'postgresql')
    await requireAgreeingClock(database).catch(async (error: unknown) => {
      await database.close();
      throw error;
    });
  return {
    database,
    folder: authSecret === null ? folder : null,
    secrets,
    close: async () => {
      await database.close();
      await folder?.close();
    },
  };
}

/**
 * Each instance checks tokens, links and leases by its own clock, so the clocks of all instances must agree.
 * @throws StartupError if the clocks of this machine and the database differ by more than a minute
 */
async function requireAgreeingClock(database: Pick<OpenDatabase, 'now'>): Promise<void> {
  const before = systemClock.now();
  const theirs = await database.now();
  const ahead = aheadOf({ of: 'PostgreSQL', theirs, before, after: systemClock.now() });
  if (Math.abs(ahead) <= CLOCK_TOLERANCE.milliseconds) return;
  const seconds = Math.round(Math.abs(ahead) / 1000);
  throw new StartupError(
    `The clock of this machine is ${seconds} s ${ahead > 0 ? 'ahead of' : 'behind'} the clock of PostgreSQL. ` +
      'Synchronise both, with chrony or systemd-timesyncd: tokens and links depend on the clock.',
  );
}
