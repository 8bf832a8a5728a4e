import type { DerivedKeys } from '../core/secret-box.js';
import { Resealing, type ResealingDeps } from '../platform/encryption-keys/resealing.service.js';
import { SealedMails } from '../platform/mail/sealed-mails.service.js';
import { RefreshKeyTable } from '../sessions/signing-keys/refresh-key-table.service.js';
import { SigningKeyTable } from '../sessions/signing-keys/signing-key-table.service.js';

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
