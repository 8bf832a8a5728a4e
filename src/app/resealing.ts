import type { DerivedKeys, EncryptionKey } from '../core/secret-box.js';
import type { Database } from '../platform/database/client.js';
import {
  Resealing,
  type ResealingDeps,
  type SealedStores,
} from '../platform/encryption-keys/resealing.service.js';
import { keyDeclarations } from './registers.js';

type Deps = Omit<ResealingDeps, 'boxes' | 'stores'> & { readonly database: Database };

/** Creates the re-encryption of all encrypted rows. */
export function createResealing(keys: DerivedKeys, deps: Deps): Resealing {
  const stores = Object.entries(keyDeclarations).flatMap(([name, key]) =>
    key.kind === 'encryption' ? [[name as EncryptionKey, key.store(deps)] as const] : [],
  );
  return new Resealing({ ...deps, boxes: keys, stores: Object.fromEntries(stores) as SealedStores });
}
