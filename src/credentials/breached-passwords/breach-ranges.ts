import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { OutgoingError, type OutgoingProblem } from '../../platform/outgoing-http/outgoing-error.js';
import { createOutgoingFetch } from '../../platform/outgoing-http/outgoing-fetch.js';
import { sha1Of } from './breach-file-format.js';

const LIMITS = { timeout: Duration.milliseconds(1500), maxBytes: 256 * 1024 };
const CACHED_RANGES = 1000;
const CACHE_LIFE = Duration.minutes(60);
const PREFIX_DIGITS = 5;
/** The rest of a SHA-1, and how often the password was seen. Padding has the count 0. */
const LINE = /^([0-9A-Fa-f]{16})[0-9A-Fa-f]{19}:(\d{1,12})$/;

interface Range {
  /** The first 8 bytes of the rest of each hash, which keeps a full cache at 8 MB. */
  readonly rests: BigUint64Array;
  readonly until: number;
}

/**
 * The stolen passwords that another host lists, such as Have I Been Pwned. It learns the first 5 of the 40 digits of a
 * SHA-1, which about a thousand stolen passwords share, and neither the password nor the account (k-anonymity).
 */
export class BreachRanges {
  readonly #fetch = createOutgoingFetch(LIMITS);
  /** The least recently used range comes first. */
  readonly #cache = new Map<string, Range>();

  /** @param url the address of the host, to which `/range/` and the digits are added */
  constructor(
    private readonly url: string,
    private readonly clock: Clock,
  ) {}

  /** @throws OutgoingError if the host gives no answer that can be read */
  async has(password: string): Promise<boolean> {
    const hash = sha1Of(password).toString('hex').toUpperCase();
    const { rests } = await this.#find(hash.slice(0, PREFIX_DIGITS));
    return rests.includes(BigInt(`0x${hash.slice(PREFIX_DIGITS, PREFIX_DIGITS + 16)}`));
  }

  async #find(prefix: string): Promise<Range> {
    const now = this.clock.now();
    const cached = this.#cache.get(prefix);
    const range =
      cached !== undefined && cached.until > now.getTime()
        ? cached
        : { rests: await this.#ask(prefix), until: CACHE_LIFE.after(now).getTime() };
    this.#cache.delete(prefix);
    this.#cache.set(prefix, range);
    const [oldest] = this.#cache.keys();
    if (this.#cache.size > CACHED_RANGES && oldest !== undefined) this.#cache.delete(oldest);
    return range;
  }

  async #ask(prefix: string): Promise<BigUint64Array> {
    const response = await this.#fetch(`${this.url}/range/${prefix}`, {
      // Padding hides from an observer of the network how long the answer is.
      headers: { 'add-padding': 'true', 'user-agent': 'latchkey' },
    });
    if (response.status !== 200) throw this.#failure('access refused');
    const lines = (await response.text()).split('\n').map((line) => line.trim());
    const entries = lines.filter((line) => line !== '').map((line) => LINE.exec(line));
    if (entries.length === 0 || entries.includes(null)) throw this.#failure('answer malformed');
    const seen = entries.filter((entry) => Number(entry?.[2]) > 0);
    return BigUint64Array.from(seen, (entry) => BigInt(`0x${entry?.[1]}`));
  }

  #failure(problem: OutgoingProblem): OutgoingError {
    return new OutgoingError(problem, new URL(this.url).host);
  }
}
