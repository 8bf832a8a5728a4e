import type { DerivedKeys, EncryptionKey } from '../core/secret-box.js';
import type { Database } from '../platform/database/client.js';
import {
  type EncryptedStores,
  ReEncryption,
  type ReEncryptionDeps,
} from '../platform/encryption-keys/re-encryption.service.js';
import { keyDeclarations } from './registers.js';

type Deps = Omit<ReEncryptionDeps, 'boxes' | 'stores'> & { readonly database: Database };

/** Creates the re-encryption of all encrypted rows. */
export function createReEncryption(keys: DerivedKeys, deps: Deps): ReEncryption {
  const stores = Object.entries(keyDeclarations).flatMap(([name, key]) =>
    key.kind === 'encryption' ? [[name as EncryptionKey, key.store(deps)] as const] : [],
  );
  return new ReEncryption({ ...deps, boxes: keys, stores: Object.fromEntries(stores) as EncryptedStores });
}
