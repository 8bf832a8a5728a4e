import type { Now } from './clock.js';
import { type KeySet, type PublicKey, readKeySet } from './key-set.js';
import { fetchSmallJson } from './small-json.js';
import { TokenRefusal } from './token-refusal.js';

const SECOND = 1000;
/** As long as the service lets its keys be kept: a key is published for longer than this before it signs. */
const FRESH_FOR = 300 * SECOND;
/** How long known keys are good while newer ones cannot be fetched. */
const KEPT_FOR = 3600 * SECOND;
/** Between two fetches, successful or not: no flood of made-up keys becomes a flood of requests. */
const PAUSE = 10 * SECOND;

/**
 * The keys of a service, fetched when they are needed and kept. `jose` has one too (`createRemoteJWKSet`); while the
 * service is away it forgets keys that were good, and fetches again for each unknown key. This one does neither.
 */
export class PublicKeys {
  #keys: KeySet = new Map();
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  /** Why the last fetch failed; null when it did not. */
  #failure: unknown = null;
  #fetching: Promise<void> | null = null;

  constructor(
    private readonly url: URL,
    private readonly now: Now,
  ) {}

  /**
   * The key that a token names, or undefined when the service has none of that name.
   * @throws SERVICE_UNAVAILABLE when that cannot be known
   */
  async find(kid: string): Promise<PublicKey | undefined> {
    if (this.#since(this.#fetchedAt) >= FRESH_FOR) await this.#renew();
    if (this.#since(this.#fetchedAt) >= KEPT_FOR) throw this.#unavailable();
    if (this.#keys.has(kid)) return this.#keys.get(kid);
    await this.#fetch();
    const key = this.#keys.get(kid);
    // Perhaps a new one: a good token must not be called bad because we cannot know.
    if (key === undefined && this.#failure !== null) throw this.#unavailable();
    return key;
  }

  /** Nobody waits for a service that was away a moment ago, as long as the known keys are good. */
  async #renew(): Promise<void> {
    const wasAway = this.#failure !== null;
    const renewal = this.#fetch();
    if (!wasAway || this.#since(this.#fetchedAt) >= KEPT_FOR) await renewal;
  }

  /** One at a time, and none too soon after the last. It does not throw: what was known stays. */
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

  #unavailable(): TokenRefusal {
    return new TokenRefusal('SERVICE_UNAVAILABLE', this.#failure);
  }

  /** In milliseconds. After a clock was set back nobody can tell: long ago. */
  #since(time: number): number {
    const elapsed = this.now().getTime() - time;
    return elapsed < 0 ? Number.POSITIVE_INFINITY : elapsed;
  }
}
