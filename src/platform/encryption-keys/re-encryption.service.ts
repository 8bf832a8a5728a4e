import type { Randomness } from '../../core/randomness.js';
import type { EncryptionKey, SecretBox } from '../../core/secret-box.js';
import { ownRequestMeta } from '../../core/viewer.js';
import type { AuditTrail } from '../audit/audit-trail.service.js';
import type { Transaction } from '../database/client.js';

type Bytes = Uint8Array<ArrayBuffer>;

interface EncryptedRow {
  readonly id: string;
  readonly encrypted: Uint8Array;
  /** The context of the encryption, if it is not the id alone. */
  readonly context?: string;
}

/** A store of rows that are encrypted under a key from AUTH_SECRET. */
export interface EncryptedStore {
  /** Reads rows in the order of their ids, after this id. */
  encrypted(after: string | null, limit: number): Promise<readonly EncryptedRow[]>;
  /**
   * Replaces the value if the row still holds the value that was read.
   * @returns the number of rows replaced
   */
  replace(tx: Transaction, id: string, encrypted: Bytes, reEncrypted: Bytes): Promise<number>;
}

/** Every kind of encrypted data. A new kind without a store does not compile. */
export type EncryptedStores = Readonly<Record<EncryptionKey, EncryptedStore>>;

export interface ReEncryptionDeps {
  boxes: Readonly<Record<EncryptionKey, SecretBox>>;
  stores: EncryptedStores;
  randomness: Randomness;
  audit: AuditTrail;
}

export interface ReEncrypted {
  readonly store: string;
  /** Rows that this run encrypted under the newest secret. */
  readonly reEncrypted: number;
  /** Rows that neither secret decrypts. */
  readonly unreadable: number;
}

/** Small enough for short transactions. */
const BATCH = 100;

/**
 * Encrypts all stored data under the newest AUTH_SECRET, in small batches. It may run at any time, several
 * times, and beside instances that use either secret: it skips rows that are done, and does not overwrite
 * rows that changed meanwhile.
 */
export class ReEncryption {
  constructor(private readonly deps: ReEncryptionDeps) {}

  async run(): Promise<ReEncrypted[]> {
    const outcomes: ReEncrypted[] = [];
    for (const store of Object.keys(this.deps.stores) as EncryptionKey[])
      outcomes.push(await this.#run(store));
    return outcomes;
  }

  async #run(store: EncryptionKey): Promise<ReEncrypted> {
    const total = { store, reEncrypted: 0, unreadable: 0 };
    for (let after: string | null = null; ; ) {
      const rows = await this.deps.stores[store].encrypted(after, BATCH);
      const { reEncrypted, unreadable } = await this.#batch(store, rows);
      total.reEncrypted += reEncrypted;
      total.unreadable += unreadable;
      after = rows.at(-1)?.id ?? null;
      if (rows.length < BATCH) return total;
    }
  }

  async #batch(store: EncryptionKey, rows: readonly EncryptedRow[]) {
    const box = this.deps.boxes[store];
    const outcomes = rows.map(({ id, encrypted, context = id }) => ({
      id,
      encrypted,
      reEncrypted: box.encryptAgain(encrypted, context),
    }));
    const unreadable = outcomes.filter(({ reEncrypted }) => reEncrypted === 'unreadable').length;
    const due = outcomes.flatMap(({ id, encrypted, reEncrypted }) =>
      typeof reEncrypted === 'string' ? [] : [{ id, encrypted, reEncrypted }],
    );
    if (due.length === 0) return { reEncrypted: 0, unreadable };
    const reEncrypted = await this.deps.audit.transaction(async (tx, record) => {
      let count = 0;
      for (const { id, encrypted, reEncrypted } of due)
        count += await this.deps.stores[store].replace(tx, id, new Uint8Array(encrypted), reEncrypted);
      const requestMeta = ownRequestMeta(this.deps.randomness);
      if (count > 0) await record({ type: 'secrets_resealed', store, rows: count, requestMeta });
      return count;
    });
    return { reEncrypted, unreadable };
  }
}
