import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { ProviderFailure } from './provider-failure.js';

const LIFE = Duration.minutes(60);
/** Between two readings for a key that is not among those that were read: anybody can name an unknown key. */
const PAUSE = Duration.seconds(30);

/** The keys with which a provider signs ID tokens, as its JWKS says. */
export class ProviderKeys {
  #read: { readonly keys: JWTVerifyGetKey; readonly at: Date } | null = null;
  #reading: Promise<JWTVerifyGetKey> | null = null;

  constructor(
    private readonly deps: { clock: Clock; fetch: typeof globalThis.fetch },
    private readonly address: string,
  ) {}

  /** Finds the key of a token. Keys that were read serve through an outage of the provider, up to their end. */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const keys = this.#isYoungerThan(LIFE) ? this.#read?.keys : undefined;
    if (keys === undefined) return (await this.#refresh())(header, token);
    try {
      return await keys(header, token);
    } catch (error) {
      const isRotated =
        error instanceof Error && 'code' in error && error.code === 'ERR_JWKS_NO_MATCHING_KEY';
      if (!isRotated || this.#isYoungerThan(PAUSE)) throw error;
      return (await this.#refresh())(header, token);
    }
  };

  /** Concurrent sign-ins share one reading. */
  #refresh(): Promise<JWTVerifyGetKey> {
    this.#reading ??= this.#fetch().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #fetch(): Promise<JWTVerifyGetKey> {
    const { createLocalJWKSet } = await import('jose');
    const at = this.deps.clock.now();
    try {
      const response = await this.deps.fetch(this.address, { headers: { accept: 'application/json' } });
      if (!response.ok) throw new TypeError(`the JWKS was answered with status ${response.status}`);
      const keys = createLocalJWKSet((await response.json()) as JSONWebKeySet);
      this.#read = { keys, at };
      return keys;
    } catch (cause) {
      throw new ProviderFailure('unreachable', { cause });
    }
  }

  #isYoungerThan(age: Duration): boolean {
    return this.#read !== null && age.after(this.#read.at) > this.deps.clock.now();
  }
}
