import type { DerivedKeys } from '../../core/secret-box.js';
import { type AccessKey, accessKeys, openAccessKey } from './access-key.js';
import type { KeyKind, KeyMaterial } from './key-kind.js';
import { KeyStore } from './key-store.service.js';
import { LiveKeyRing, type LiveKeyRingDeps } from './live-key-ring.js';
import { openRefreshKey, type RefreshKey, refreshKeys } from './refresh-key.js';
import { RefreshKeyTable } from './refresh-key-table.service.js';
import type { SigningAlgorithm } from './signing-algorithm.js';
import { SigningKeyTable } from './signing-key-table.service.js';
import { SigningKeys, type SigningKeysConfig, type SigningKeysDeps } from './signing-keys.service.js';

type StoreDeps = ConstructorParameters<typeof SigningKeyTable>[0] & {
  readonly keys: Pick<DerivedKeys, 'signingKeys' | 'refreshKeys'>;
};

type ManagementDeps = StoreDeps & Omit<SigningKeysDeps<KeyMaterial>, 'store' | 'kind'>;
type Deps = ManagementDeps & Omit<LiveKeyRingDeps<KeyMaterial>, 'store' | 'signingKeys' | 'use'>;

export interface KeysConfig extends Omit<SigningKeysConfig, 'tokenTtl'> {
  readonly signingAlgorithm: SigningAlgorithm;
  readonly accessTokenTtl: SigningKeysConfig['tokenTtl'];
  readonly refreshTokenTtl: SigningKeysConfig['tokenTtl'];
}

/** The services for the keys of one use: storage, management, and the ring that a running service uses. */
export interface Signing<M extends KeyMaterial> {
  readonly store: KeyStore<M>;
  readonly signingKeys: SigningKeys<M>;
  readonly keyRing: LiveKeyRing<M>;
}

/** Where the keys of each use are stored. */
export function keyStores({ database, keys }: StoreDeps) {
  return {
    access: new KeyStore<AccessKey>({
      table: new SigningKeyTable({ database }),
      box: keys.signingKeys,
      openKey: openAccessKey,
    }),
    refresh: new KeyStore<RefreshKey>({
      table: new RefreshKeyTable({ database }),
      box: keys.refreshKeys,
      openKey: openRefreshKey,
    }),
  };
}

/** The services with which operators manage the keys of each use. */
export function keyManagement(deps: ManagementDeps, config: KeysConfig) {
  const stores = keyStores(deps);
  const { signingKeyRotation, signingAlgorithm, accessTokenTtl, refreshTokenTtl } = config;
  const manage = <M extends KeyMaterial>(
    store: KeyStore<M>,
    kind: KeyKind<M>,
    tokenTtl: SigningKeysConfig['tokenTtl'],
  ) => ({
    store,
    signingKeys: new SigningKeys<M>({ ...deps, store, kind }, { signingKeyRotation, tokenTtl }),
  });
  return {
    access: manage(stores.access, accessKeys(signingAlgorithm), accessTokenTtl),
    refresh: manage(stores.refresh, refreshKeys(deps.randomness), refreshTokenTtl),
  };
}

/**
 * Creates the services for signing and makes sure that each use has a key to sign with.
 * @throws StartupError if the keys were encrypted under another AUTH_SECRET
 */
export async function openSigningKeys(deps: Deps, config: KeysConfig) {
  const managed = keyManagement(deps, config);
  const open = async <M extends KeyMaterial>(
    parts: Omit<Signing<M>, 'keyRing'>,
    use: KeyKind<M>['use'],
  ): Promise<Signing<M>> => ({ ...parts, keyRing: await LiveKeyRing.open({ ...deps, ...parts, use }) });
  return { access: await open(managed.access, 'sig'), refresh: await open(managed.refresh, 'refresh') };
}

export type OpenKeys = Awaited<ReturnType<typeof openSigningKeys>>;
