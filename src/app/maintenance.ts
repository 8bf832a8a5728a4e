import { systemClock } from '../core/clock.js';
import { StartupError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { systemRandomness } from '../core/randomness.js';
import { AuditTrail } from '../platform/audit/audit-trail.service.js';
import { withReason } from '../platform/database/open.js';
import type { Resealed } from '../platform/encryption-keys/resealing.service.js';
import { keyManagement } from '../sessions/signing-keys/open-signing-keys.js';
import type { Config } from './config.js';
import { type OpenStorage, openStorage } from './edges.js';
import { deriveKeys } from './registers.js';
import { createResealing } from './resealing.js';

/** A command says itself what it did. */
const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/**
 * Runs what an operator asks for beside the service, or, on the embedded database, while it is stopped.
 * @throws StartupError when an embedded database is in use
 */
async function withStorage<T>(config: Config, work: (storage: OpenStorage) => Promise<T>): Promise<T> {
  const storage = await openStorage(config, silent);
  try {
    return await withReason(storage.database, () => work(storage));
  } finally {
    await storage.close();
  }
}

type ManagedKeys = ReturnType<typeof keyManagement>;

/** @param work is handed the keys of each use, as the service itself has them */
export function withSigningKeys<T>(config: Config, work: (keys: ManagedKeys) => Promise<T>): Promise<T> {
  return withStorage(config, async (storage) => work(keyManagement(await openWorld(storage), config)));
}

/**
 * Brings everything that is sealed under AUTH_SECRET. Where the secret was generated into the data folder, a new one
 * is put in its place first.
 */
export function rotateSecrets(config: Config): Promise<readonly Resealed[]> {
  return withStorage(config, async (storage) => {
    const { folder } = storage;
    const reseal = async () => {
      const { keys, ...world } = await openWorld(storage);
      return createResealing(keys, world).run();
    };
    if (folder === null) return reseal();
    // What a run that was interrupted has left: the secret before the last is about to go.
    for (const { store, unreadable } of await reseal())
      if (unreadable > 0)
        throw new StartupError(
          `The secret is left as it is: ${unreadable} of ${store} can be opened with neither of the two.`,
        );
    await folder.replaceSecret();
    return reseal();
  });
}

async function openWorld({ database: { client: database }, secrets }: OpenStorage) {
  const { authSecret, previousAuthSecret } = await secrets();
  const base = { database, clock: systemClock, randomness: systemRandomness };
  const audit = new AuditTrail({ ...base, log: silent, sinks: [], companions: [], committed: () => {} });
  return { ...base, audit, keys: deriveKeys(authSecret, systemRandomness, previousAuthSecret) };
}
