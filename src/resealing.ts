import type { DerivedKeys } from './core/secret-box.js';
import { SealedMails } from './mail/sealed-mails.service.js';
import { Resealing, type ResealingDeps } from './secrets/resealing.service.js';
import { RefreshKeyTable } from './signing-keys/refresh-key-table.service.js';
import { SigningKeyTable } from './signing-keys/signing-key-table.service.js';

type Deps = Omit<ResealingDeps, 'boxes' | 'stores'> & ConstructorParameters<typeof SealedMails>[0];

/** Everything that is sealed, for sealing it anew. */
export function createResealing(keys: DerivedKeys, deps: Deps): Resealing {
  const stores = {
    signingKeys: new SigningKeyTable(deps),
    refreshKeys: new RefreshKeyTable(deps),
    outbox: new SealedMails(deps),
  };
  return new Resealing({ ...deps, boxes: keys, stores });
}
