import { StartupError } from '../core/errors.js';
import { silentLog } from '../core/log.js';
import type { Shell } from '../platform/command-line/shell.js';
import type { ReEncrypted } from '../platform/encryption-keys/re-encryption.service.js';
import { keyManagement } from '../sessions/signing-keys/open-signing-keys.js';
import { openWriting, withStorage } from './operator-context.js';
import { createReEncryption } from './re-encryption.js';

type ManagedKeys = ReturnType<typeof keyManagement>;

/** @param work receives the signing keys of each use, as the service has them */
export function withSigningKeys<T>(shell: Shell, work: (keys: ManagedKeys) => Promise<T>): Promise<T> {
  return withStorage(shell, silentLog, async ({ config, storage }) =>
    work(keyManagement(await openWriting(storage), config)),
  );
}

/**
 * Encrypts all encrypted rows again with the current AUTH_SECRET. If the secret was generated into the data
 * folder, a new one replaces it first.
 */
export function rotateSecrets(shell: Shell): Promise<readonly ReEncrypted[]> {
  return withStorage(shell, silentLog, async ({ storage }) => {
    const { folder } = storage;
    const encryptAgain = async () => {
      const { keys, ...world } = await openWriting(storage);
      return createReEncryption(keys, world).run();
    };
    if (folder === null) return encryptAgain();
    // Finishes an interrupted run first, because the replacement discards the previous secret.
    for (const { store, unreadable } of await encryptAgain())
      if (unreadable > 0)
        throw new StartupError(
          `The secret was not replaced: neither secret decrypts ${unreadable} row(s) of ${store}.`,
        );
    await folder.replaceSecret();
    return encryptAgain();
  });
}
