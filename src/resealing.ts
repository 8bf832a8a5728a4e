import type { deriveKeys } from './core/secret-box.js';
import { SealedMails } from './mail/sealed-mails.service.js';
import { Resealing, type ResealingDeps } from './secrets/resealing.service.js';
import { KeyStore } from './signing-keys/key-store.service.js';

type Deps = Omit<ResealingDeps, 'boxes' | 'stores'> & ConstructorParameters<typeof SealedMails>[0];

/** Everything that is sealed, for sealing it anew. */
export function createResealing(keys: ReturnType<typeof deriveKeys>, deps: Deps): Resealing {
  const stores = {
    signingKeys: new KeyStore({ ...deps, box: keys.signingKeys }),
    outbox: new SealedMails(deps),
  };
  return new Resealing({ ...deps, boxes: keys, stores });
}
