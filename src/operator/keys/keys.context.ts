import type { ReEncrypted } from '../../platform/encryption-keys/re-encryption.service.js';
import type { KeyMaterial } from '../../sessions/signing-keys/key-kind.js';
import type { SigningKeys } from '../../sessions/signing-keys/signing-keys.service.js';

interface KeysOfOneUse {
  readonly signingKeys: Pick<SigningKeys<KeyMaterial>, 'list' | 'rotate' | 'revoke'>;
}

/** The keys of access tokens, and those of refresh tokens. */
export interface OpenKeys {
  readonly access: KeysOfOneUse;
  readonly refresh: KeysOfOneUse;
}

export interface KeysContext {
  withSigningKeys<T>(work: (keys: OpenKeys) => Promise<T>): Promise<T>;
  /** Encrypts all data again under AUTH_SECRET. */
  rotateSecrets(): Promise<readonly ReEncrypted[]>;
}
