import type { SecretBox } from '../../core/secret-box.js';
import type { Transaction } from '../../platform/database/client.js';
import type { GeneratedKey, KeyMaterial, OpenKey } from './key-kind.js';
import { type KeyLife, type KeyTimes, livesOf, stateOf } from './key-life.js';
import type { KeyRow, KeyTable } from './key-table.js';

/** Held by whoever changes which keys there are, so that of any number of instances one does. */
const KEYS_LOCK = 0x6c6b_0001;

export interface StoredKey extends KeyRow, KeyLife {}

export type NewKeyTimes = Pick<KeyTimes, 'createdAt' | 'signsFrom' | 'tokenLife'>;

export interface KeyStoreDeps<M extends KeyMaterial> {
  table: KeyTable;
  box: SecretBox;
  openKey: OpenKey<M>;
}

/** The keys of one use, each with its life, encrypted under a key that is not in the database. */
export class KeyStore<M extends KeyMaterial> {
  constructor(private readonly deps: KeyStoreDeps<M>) {}

  /** Every key, the earliest first. */
  async all(tx?: Transaction): Promise<StoredKey[]> {
    return livesOf(await this.deps.table.all(tx));
  }

  /** Until the transaction ends, nobody else adds or revokes a key. */
  async hold(tx: Transaction): Promise<void> {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${KEYS_LOCK})`;
  }

  async add(tx: Transaction, { secret, ...key }: GeneratedKey, times: NewKeyTimes): Promise<void> {
    await this.deps.table.add(tx, { ...key, ...times, sealed: this.deps.box.seal(secret, key.kid) });
  }

  revoke(tx: Transaction, kid: string, revokedAt: Date): Promise<void> {
    return this.deps.table.revoke(tx, kid, revokedAt);
  }

  /** Makes these keys stay for tokens that live so long, in seconds. */
  raiseLife(kids: readonly string[], tokenLife: number): Promise<void> {
    return this.deps.table.raiseLife(kids, tokenLife);
  }

  /** @throws where it was sealed under another secret, or is not what the row says */
  open(row: KeyRow): M {
    return this.deps.openKey(row, this.deps.box.open(row.sealed, row.kid));
  }

  /** Takes out keys of which every token has expired. There are few, ever. */
  async purge(tx: Transaction, now: Date): Promise<number> {
    const over = (await this.all(tx)).filter((key) => stateOf({ ...key, revokedAt: null }, now) === 'over');
    return this.deps.table.remove(
      tx,
      over.map(({ kid }) => kid),
    );
  }
}
