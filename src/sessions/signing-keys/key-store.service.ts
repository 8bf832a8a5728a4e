import type { SecretBox } from '../../core/secret-box.js';
import type { Transaction } from '../../platform/database/client.js';
import type { GeneratedKey, KeyMaterial, OpenKey } from './key-kind.js';
import { type KeyLife, type KeyTimes, livesOf, stateOf } from './key-life.js';
import type { KeyRow, KeyTable } from './key-table.js';

/** Advisory lock for every change of the set of keys: only one instance at a time changes it. */
const KEYS_LOCK = 0x6c6b_0001;

export interface StoredKey extends KeyRow, KeyLife {}

export type NewKeyTimes = Pick<KeyTimes, 'createdAt' | 'signsFrom' | 'tokenLife'>;

export interface KeyStoreDeps<M extends KeyMaterial> {
  table: KeyTable;
  box: SecretBox;
  openKey: OpenKey<M>;
}

/** The keys of one use with their lives. Secrets are encrypted under a key that is not in the database. */
export class KeyStore<M extends KeyMaterial> {
  constructor(private readonly deps: KeyStoreDeps<M>) {}

  /** Every key, the earliest first. */
  async all(tx?: Transaction): Promise<StoredKey[]> {
    return livesOf(await this.deps.table.all(tx));
  }

  /** Locks the set of keys: until the transaction ends, no other transaction adds or revokes a key. */
  async hold(tx: Transaction): Promise<void> {
    await tx.$executeRaw`/* key-store.hold */ SELECT pg_advisory_xact_lock(${KEYS_LOCK})`;
  }

  async add(tx: Transaction, { secret, ...key }: GeneratedKey, times: NewKeyTimes): Promise<void> {
    await this.deps.table.add(tx, { ...key, ...times, encrypted: this.deps.box.encrypt(secret, key.kid) });
  }

  revoke(tx: Transaction, kid: string, revokedAt: Date): Promise<void> {
    return this.deps.table.revoke(tx, kid, revokedAt);
  }

  /**
   * Keeps these keys for tokens of this life.
   * @param tokenLife in seconds
   */
  raiseLife(kids: readonly string[], tokenLife: number): Promise<void> {
    return this.deps.table.raiseLife(kids, tokenLife);
  }

  /** @throws if the row was encrypted under another secret, or its secret does not fit the row */
  async open(row: KeyRow): Promise<M> {
    return this.deps.openKey(row, this.deps.box.decrypt(row.encrypted, row.kid));
  }

  /**
   * Deletes keys whose tokens have all expired. The number of keys is always small.
   * @returns the number of deleted keys
   */
  async purge(tx: Transaction, now: Date): Promise<number> {
    const over = (await this.all(tx)).filter((key) => stateOf({ ...key, revokedAt: null }, now) === 'over');
    return this.deps.table.remove(
      tx,
      over.map(({ kid }) => kid),
    );
  }
}
