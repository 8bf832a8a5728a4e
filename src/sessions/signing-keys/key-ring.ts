import type { KeyMaterial } from './key-kind.js';
import { type KeyLife, type KeyState, type KeyTimes, stateOf } from './key-life.js';

export type RingKey<M extends KeyMaterial> = M & KeyTimes & KeyLife;

/** The keys of one use, as loaded. The state of each key follows from its times. */
export class KeyRing<M extends KeyMaterial> {
  readonly #keys: ReadonlyMap<string, RingKey<M>>;

  /** @param keys the earliest first */
  constructor(keys: readonly RingKey<M>[]) {
    this.#keys = new Map(keys.map((key) => [key.kid, key]));
  }

  /** The ids of the keys that are not revoked. */
  get kids(): readonly string[] {
    return [...this.#keys.values()].filter(({ revokedAt }) => revokedAt === null).map(({ kid }) => kid);
  }

  /**
   * The key that signs now. If no key is active by this clock, or the active key cannot be decrypted, it is
   * the next published key; without one, the newest key that still verifies.
   * @throws Error if the ring has no usable key
   */
  signer(now: Date): RingKey<M> {
    const signer =
      this.#in('signing', now)[0] ?? this.#in('published', now)[0] ?? this.#in('verifying', now).at(-1);
    if (signer === undefined) throw new Error('There is no signing key');
    return signer;
  }

  /** Finds a key. An unknown, revoked or expired key is not found, and there is no fallback (JWT-7). */
  find(kid: unknown, now: Date): RingKey<M> | undefined {
    const key = typeof kid === 'string' ? this.#keys.get(kid) : undefined;
    return key !== undefined && isTrusted(stateOf(key, now)) ? key : undefined;
  }

  /** Every key that verifies, newest first. */
  trusted(now: Date): RingKey<M>[] {
    return [...this.#keys.values()].filter((key) => isTrusted(stateOf(key, now))).reverse();
  }

  #in(state: KeyState, now: Date): RingKey<M>[] {
    return [...this.#keys.values()].filter((key) => stateOf(key, now) === state);
  }
}

/** A published key is trusted too: by the clock of another instance, it may already sign. */
function isTrusted(state: KeyState): boolean {
  return state === 'published' || state === 'signing' || state === 'verifying';
}
