import { defineCapability } from '../../platform/capabilities/capability.js';
import { type KeysConfig, type OpenKeys, openSigningKeys } from './open-signing-keys.js';
import { RefreshKeyTable } from './refresh-key-table.service.js';
import { SigningKeyTable } from './signing-key-table.service.js';
import { signingKeyEvents } from './signing-keys.events.js';

declare module '../../core/services.js' {
  interface Services {
    signing: OpenKeys;
  }
}

declare module '../../core/secret-box.js' {
  interface KeyCatalogue {
    signingKeys: SecretBox;
    refreshKeys: SecretBox;
  }
}

/** The keys that sign access tokens and refresh tokens. Each use has its own ring. */
export const signingKeys = defineCapability({
  name: 'signing-keys',
  errors: {},
  events: signingKeyEvents,
  keys: {
    signingKeys: {
      kind: 'encryption',
      label: 'signing-keys',
      protects: 'signing keys',
      afterRotation: 'rows are encrypted anew',
      store: (deps) => new SigningKeyTable(deps),
    },
    refreshKeys: {
      kind: 'encryption',
      label: 'refresh-keys',
      protects: 'refresh keys',
      afterRotation: 'rows are encrypted anew',
      store: (deps) => new RefreshKeyTable(deps),
    },
  },
  owns: { SigningKey: 'signing_keys', RefreshKey: 'refresh_keys' },
  needs: ['database', 'clock', 'randomness', 'log', 'audit', 'keys'],
  provides: ['signing'],
  build: async (deps, config: KeysConfig) => {
    const signing = await openSigningKeys(deps, config);
    return {
      tables: {
        SigningKey: { purge: (tx, now) => signing.access.store.purge(tx, now) },
        RefreshKey: { purge: (tx, now) => signing.refresh.store.purge(tx, now) },
      },
      services: { signing },
      background: [signing.access.keyRing, signing.refresh.keyRing],
    };
  },
});
