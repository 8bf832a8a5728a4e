import type { KeyObject } from 'node:crypto';
import { type KeyLife, type KeyState, type KeyTimes, stateOf } from './key-life.js';
import type { PublicJwk } from './public-jwk.js';
import type { SigningAlgorithm } from './signing-algorithm.js';

/** A key that can be used. */
export interface KeyMaterial {
  readonly algorithm: SigningAlgorithm;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly publicJwk: PublicJwk;
}

export interface SigningKey extends KeyMaterial, KeyTimes, KeyLife {}

/** The keys as they were read, each doing what its time says. */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, SigningKey>;

  /** @param keys the earliest first */
  constructor(keys: readonly SigningKey[]) {
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
  signer(now: Date): SigningKey {
    const signer =
      this.#in('signing', now)[0] ?? this.#in('published', now)[0] ?? this.#in('verifying', now).at(-1);
    if (signer === undefined) throw new Error('There is no signing key');
    return signer;
  }

  /** An unknown `kid` finds no key, and so does one past its time; there is none to fall back to (JWT-7). */
  find(kid: unknown, now: Date): SigningKey | undefined {
    const key = typeof kid === 'string' ? this.#keys.get(kid) : undefined;
    return key !== undefined && isTrusted(stateOf(key, now)) ? key : undefined;
  }

  /** What others verify access tokens with (RFC 7517 §5): public members alone, the newest key first. */
  listed(now: Date): SigningKey[] {
    return [...this.#keys.values()]
      .filter((key) => isTrusted(stateOf(key, now)) && (key.listedUntil === null || key.listedUntil > now))
      .reverse();
  }

  #in(state: KeyState, now: Date): SigningKey[] {
    return [...this.#keys.values()].filter((key) => stateOf(key, now) === state);
  }
}

/** One that is only published is trusted too: by another clock it may sign already. */
function isTrusted(state: KeyState): boolean {
  return state === 'published' || state === 'signing' || state === 'verifying';
}
