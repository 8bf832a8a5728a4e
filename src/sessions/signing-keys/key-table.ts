import type { Transaction } from '../../platform/database/client.js';
import type { KeyTimes } from './key-life.js';
import type { PublicJwk } from './public-jwk.js';

type EncryptedBytes = Uint8Array<ArrayBuffer>;

export interface KeyRow extends KeyTimes {
  readonly algorithm: string;
  readonly encrypted: Uint8Array;
}

export interface NewKeyRow extends Omit<KeyTimes, 'revokedAt'> {
  readonly algorithm: string;
  readonly encrypted: EncryptedBytes;
  readonly publicKey: PublicJwk | null;
}

/** One table of keys. Its secrets are encrypted under a key that is not in the database. */
export interface KeyTable {
  /** Every key, the earliest first. */
  all(tx?: Transaction): Promise<KeyRow[]>;
  add(tx: Transaction, row: NewKeyRow): Promise<void>;
  revoke(tx: Transaction, kid: string, revokedAt: Date): Promise<void>;
  /** Never lowers a life, because another instance may issue tokens with a longer one. */
  raiseLife(kids: readonly string[], tokenLife: number): Promise<void>;
  /** @returns the number of removed keys */
  remove(tx: Transaction, kids: readonly string[]): Promise<number>;
  /** The next rows after one `kid`, in the order of `kid`, for re-encryption. */
  encrypted(after: string | null, limit: number): Promise<readonly { id: string; encrypted: Uint8Array }[]>;
  /**
   * Replaces the secret only if the row still holds what was read.
   * @returns the number of changed rows
   */
  replace(
    tx: Transaction,
    kid: string,
    encrypted: EncryptedBytes,
    reEncrypted: EncryptedBytes,
  ): Promise<number>;
}
