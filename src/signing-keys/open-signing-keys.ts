import { KeyStore } from './key-store.service.js';
import { LiveKeyRing, type LiveKeyRingDeps } from './live-key-ring.js';
import { SigningKeys, type SigningKeysConfig, type SigningKeysDeps } from './signing-keys.service.js';

type Deps = ConstructorParameters<typeof KeyStore>[0] &
  Omit<SigningKeysDeps, 'store'> &
  Omit<LiveKeyRingDeps, 'store' | 'signingKeys'>;

export interface Signing {
  readonly store: KeyStore;
  readonly signingKeys: SigningKeys;
  readonly keyRing: LiveKeyRing;
}

/** Puts together all that signing keys need, with a key to sign with. */
export async function openSigningKeys(deps: Deps, config: SigningKeysConfig): Promise<Signing> {
  const store = new KeyStore(deps);
  const signingKeys = new SigningKeys({ ...deps, store }, config);
  const keyRing = await LiveKeyRing.open({ ...deps, store, signingKeys });
  return { store, signingKeys, keyRing };
}
