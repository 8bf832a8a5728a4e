import type { Randomness } from '../../core/randomness.js';
import type { EncryptionKey, SecretBox } from '../../core/secret-box.js';
import { ownOrigin } from '../../core/viewer.js';
import type { AuditTrail } from '../audit/audit-trail.service.js';
import type { Transaction } from '../database/client.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** A store of rows that are encrypted under a key from AUTH_SECRET. */
export interface SealedStore {
  /** Reads rows in the order of their ids, after this id. */
  sealed(after: string | null, limit: number): Promise<readonly { id: string; sealed: Uint8Array }[]>;
  /**
   * Replaces the value if the row still holds the value that was read.
   * @returns the number of rows replaced
   */
  replace(tx: Transaction, id: string, sealed: Bytes, anew: Bytes): Promise<number>;
}

/** Every kind of encrypted data. A new kind without a store does not compile. */
export type SealedStores = Readonly<Record<EncryptionKey, SealedStore>>;

export interface ResealingDeps {
  boxes: Readonly<Record<EncryptionKey, SecretBox>>;
  stores: SealedStores;
  randomness: Randomness;
  audit: AuditTrail;
}

export interface Resealed {
  readonly store: string;
  /** Rows that this run encrypted under the newest secret. */
  readonly resealed: number;
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
export class Resealing {
  constructor(private readonly deps: ResealingDeps) {}

  async run(): Promise<Resealed[]> {
    const outcomes: Resealed[] = [];
    for (const store of Object.keys(this.deps.stores) as EncryptionKey[])
      outcomes.push(await this.#run(store));
    return outcomes;
  }

  async #run(store: EncryptionKey): Promise<Resealed> {
    const total = { store, resealed: 0, unreadable: 0 };
    for (let after: string | null = null; ; ) {
      const rows = await this.deps.stores[store].sealed(after, BATCH);
      const { resealed, unreadable } = await this.#batch(store, rows);
      total.resealed += resealed;
      total.unreadable += unreadable;
      after = rows.at(-1)?.id ?? null;
      if (rows.length < BATCH) return total;
    }
  }

  async #batch(store: EncryptionKey, rows: readonly { id: string; sealed: Uint8Array }[]) {
    const box = this.deps.boxes[store];
    const outcomes = rows.map(({ id, sealed }) => ({ id, sealed, anew: box.reseal(sealed, id) }));
    const unreadable = outcomes.filter(({ anew }) => anew === 'unreadable').length;
    const due = outcomes.flatMap(({ id, sealed, anew }) =>
      typeof anew === 'string' ? [] : [{ id, sealed, anew }],
    );
    if (due.length === 0) return { resealed: 0, unreadable };
    const resealed = await this.deps.audit.transaction(async (tx, record) => {
      let count = 0;
      for (const { id, sealed, anew } of due)
        count += await this.deps.stores[store].replace(tx, id, new Uint8Array(sealed), anew);
      const origin = ownOrigin(this.deps.randomness);
      if (count > 0) await record({ type: 'secrets_resealed', store, rows: count, origin });
      return count;
    });
    return { resealed, unreadable };
  }
}
