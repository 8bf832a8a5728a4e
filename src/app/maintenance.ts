import { StartupError } from '../core/errors.js';
import { silentLog } from '../core/log.js';
import type { Shell } from '../platform/command-line/shell.js';
import type { Resealed } from '../platform/encryption-keys/resealing.service.js';
import { keyManagement } from '../sessions/signing-keys/open-signing-keys.js';
import { openWriting, withStorage } from './operator-context.js';
import { createResealing } from './resealing.js';

type ManagedKeys = ReturnType<typeof keyManagement>;

/** @param work is handed the keys of each use, as the service itself has them */
export function withSigningKeys<T>(shell: Shell, work: (keys: ManagedKeys) => Promise<T>): Promise<T> {
  return withStorage(shell, silentLog, async ({ config, storage }) =>
    work(keyManagement(await openWriting(storage), config)),
  );
}

/**
 * Brings everything that is sealed under AUTH_SECRET. Where the secret was generated into the data folder, a new one
 * is put in its place first.
 */
export function rotateSecrets(shell: Shell): Promise<readonly Resealed[]> {
  return withStorage(shell, silentLog, async ({ storage }) => {
    const { folder } = storage;
    const reseal = async () => {
      const { keys, ...world } = await openWriting(storage);
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
