import type { KeyMaterial } from './key-kind.js';
import { type KeyLife, type KeyState, type KeyTimes, stateOf } from './key-life.js';

export type RingKey<M extends KeyMaterial> = M & KeyTimes & KeyLife;

/** The keys of one use as they were read, each doing what its time says. */
export class KeyRing<M extends KeyMaterial> {
  readonly #keys: ReadonlyMap<string, RingKey<M>>;

  /** @param keys the earliest first */
  constructor(keys: readonly RingKey<M>[]) {
    this.#keys = new Map(keys.map((key) => [key.kid, key]));
  }

  /** The names of those that are not revoked. */
  get kids(): readonly string[] {
    return [...this.#keys.values()].filter(({ revokedAt }) => revokedAt === null).map(({ kid }) => kid);
  }

  /**
   * The key that signs now. Where it is another instance's clock that says so of none, the first that will; where the
   * one that should cannot be read here, the last that still verifies.
   */
  signer(now: Date): RingKey<M> {
    const signer =
      this.#in('signing', now)[0] ?? this.#in('published', now)[0] ?? this.#in('verifying', now).at(-1);
    if (signer === undefined) throw new Error('There is no signing key');
    return signer;
  }

  /** An unknown `kid` finds no key, and so does one past its time; there is none to fall back to (JWT-7). */
  find(kid: unknown, now: Date): RingKey<M> | undefined {
    const key = typeof kid === 'string' ? this.#keys.get(kid) : undefined;
    return key !== undefined && isTrusted(stateOf(key, now)) ? key : undefined;
  }

  /** Every key that verifies, the newest first. */
  trusted(now: Date): RingKey<M>[] {
    return [...this.#keys.values()].filter((key) => isTrusted(stateOf(key, now))).reverse();
  }

  #in(state: KeyState, now: Date): RingKey<M>[] {
    return [...this.#keys.values()].filter((key) => stateOf(key, now) === state);
  }
}

/** One that is only published is trusted too: by another clock it may sign already. */
function isTrusted(state: KeyState): boolean {
  return state === 'published' || state === 'signing' || state === 'verifying';
}
