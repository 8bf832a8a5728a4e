import type { Now } from './clock.js';
import { type KeySet, type PublicKey, readKeySet } from './key-set.js';
import { fetchSmallJson } from './small-json.js';
import { TokenError } from './token-error.js';

const SECOND = 1000;
/**
 * In milliseconds: as long as the service lets its keys be cached. A new key is published for longer than
 * this before it signs.
 */
const FRESH_FOR = 300 * SECOND;
/** In milliseconds: how long known keys stay valid while the service is unavailable. */
const KEPT_FOR = 3600 * SECOND;
/**
 * In milliseconds, between two fetches, successful or not: a flood of invented key ids must not become a
 * flood of requests.
 */
const PAUSE = 10 * SECOND;

/**
 * The keys of a service, fetched when needed and cached. `createRemoteJWKSet` of `jose` does this too. But
 * while the service is unavailable it forgets valid keys and fetches again for each unknown key.
 */
export class PublicKeys {
  #keys: KeySet = new Map();
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  /** The error of the last fetch; null if it succeeded. */
  #failure: unknown = null;
  #fetching: Promise<void> | null = null;

  constructor(
    private readonly url: URL,
    private readonly now: Now,
  ) {}

  /**
   * Finds the key that a token names.
   * @returns undefined if the service has no key with this id
   * @throws SERVICE_UNAVAILABLE if the keys are not known
   */
  async find(kid: string): Promise<PublicKey | undefined> {
    if (this.#since(this.#fetchedAt) >= FRESH_FOR) await this.#renew();
    if (this.#since(this.#fetchedAt) >= KEPT_FOR) throw this.#unavailable();
    if (this.#keys.has(kid)) return this.#keys.get(kid);
    await this.#fetch();
    const key = this.#keys.get(kid);
    // The key may be new. A valid token must not be called invalid while the keys cannot be fetched.
    if (key === undefined && this.#failure !== null) throw this.#unavailable();
    return key;
  }

  /**
   * Does not wait for a service that was unavailable at the last fetch, as long as the known keys are valid.
   */
  async #renew(): Promise<void> {
    const wasAway = this.#failure !== null;
    const renewal = this.#fetch();
    if (!wasAway || this.#since(this.#fetchedAt) >= KEPT_FOR) await renewal;
  }

  /** Runs one fetch at a time, with a pause between two. It does not throw: the known keys stay. */
  async #fetch(): Promise<void> {
    if (this.#fetching === null && this.#since(this.#triedAt) >= PAUSE) {
      this.#triedAt = this.now().getTime();
      this.#fetching = this.#load().finally(() => {
        this.#fetching = null;
      });
    }
    await this.#fetching;
  }

  async #load(): Promise<void> {
    try {
      this.#keys = await readKeySet(await fetchSmallJson(this.url));
      this.#fetchedAt = this.now().getTime();
      this.#failure = null;
    } catch (error) {
      this.#failure = error;
    }
  }

  #unavailable(): TokenError {
    return new TokenError('SERVICE_UNAVAILABLE', this.#failure);
  }

  /** In milliseconds. Infinite if the clock was set back, since the elapsed time is then unknown. */
  #since(time: number): number {
    const elapsed = this.now().getTime() - time;
    return elapsed < 0 ? Number.POSITIVE_INFINITY : elapsed;
  }
}
