import type { Randomness } from '../../core/randomness.js';
import type { EncryptionKey, SecretBox } from '../../core/secret-box.js';
import { ownOrigin } from '../../core/viewer.js';
import type { AuditTrail } from '../audit/audit-trail.service.js';
import type { Transaction } from '../database/client.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** Whoever keeps rows that are sealed under a key from AUTH_SECRET. */
export interface SealedStore {
  /** In the order of their ids, from behind one. */
  sealed(after: string | null, limit: number): Promise<readonly { id: string; sealed: Uint8Array }[]>;
  /** On condition that the row holds what was read. @returns how many rows that were */
  replace(tx: Transaction, id: string, sealed: Bytes, anew: Bytes): Promise<number>;
}

/** Every kind of sealed thing: one that is added without saying how it is sealed anew does not compile. */
export type SealedStores = Readonly<Record<EncryptionKey, SealedStore>>;

export interface ResealingDeps {
  boxes: Readonly<Record<EncryptionKey, SecretBox>>;
  stores: SealedStores;
  randomness: Randomness;
  audit: AuditTrail;
}

export interface Resealed {
  readonly store: string;
  /** What is under the newest secret now, and was not before. */
  readonly resealed: number;
  /** What neither secret opens. */
  readonly unreadable: number;
}

/** So few that no transaction is long. */
const BATCH = 100;

/**
 * Brings everything at rest under the newest AUTH_SECRET, in small batches. It may run anywhere, at any time, beside
 * instances that use either secret, and again: what is done is left, and what changed meanwhile is not overwritten.
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
