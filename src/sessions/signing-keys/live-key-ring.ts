import type { Clock } from '../../core/clock.js';
import { Duration } from '../../core/duration.js';
import { StartupError } from '../../core/errors.js';
import { describeFailure } from '../../core/failure.js';
import { shortened } from '../../core/jitter.js';
import type { Log } from '../../core/log.js';
import { Periodic } from '../../core/periodic.js';
import type { Randomness } from '../../core/randomness.js';
import type { KeyMaterial, KeyUse } from './key-kind.js';
import { RELOAD_INTERVAL } from './key-life.js';
import { KeyRing, type RingKey } from './key-ring.js';
import type { KeyStore, StoredKey } from './key-store.service.js';
import type { SigningKeys } from './signing-keys.service.js';

/** A flood of forged key ids causes at most one lookup in this time (JWT-7). */
const RELOAD_PAUSE = Duration.seconds(1);
/** The form of a thumbprint. No other text causes a lookup. */
const KID = /^[\w-]{43}$/;

export interface LiveKeyRingDeps<M extends KeyMaterial> {
  use: KeyUse;
  store: Pick<KeyStore<M>, 'all' | 'open'>;
  signingKeys: Pick<SigningKeys<M>, 'ensureKey' | 'rotateIfDue'>;
  clock: Clock;
  randomness: Pick<Randomness, 'bytes'>;
  log: Pick<Log, 'info' | 'warn' | 'error'>;
}

/**
 * This instance's copy of the keys of one use, which it reloads every few seconds outside requests. The state
 * of a key follows from its times and the clock, so a key that was loaded in time is used in time.
 */
export class LiveKeyRing<M extends KeyMaterial> {
  #ring = new KeyRing<M>([]);
  /** Each key is decrypted once, so a reload costs one query. */
  readonly #opened = new Map<string, M>();
  readonly #unreadable = new Set<string>();
  #reloading: Promise<void> | null = null;
  #reloadedAt: Date | null = null;
  /** Until the ring is open, a key that cannot be decrypted stops the start and is not logged separately. */
  #isOpen = false;
  readonly #upkeep = new Periodic({
    pause: () => shortened(RELOAD_INTERVAL, this.deps.randomness),
    round: async () => {
      // Reload first, so that the instance learns of revoked keys even if it fails to create the next key.
      await this.reload();
      await this.deps.signingKeys.rotateIfDue();
    },
    failed: (error, isRepeated) => {
      if (!isRepeated) this.deps.log.warn({ failure: describeFailure(error) }, 'signing keys not readable');
    },
    recovered: () => this.deps.log.info({}, 'signing keys readable again'),
  });

  private constructor(private readonly deps: LiveKeyRingDeps<M>) {}

  /** @throws StartupError if the keys were encrypted under another AUTH_SECRET */
  static async open<M extends KeyMaterial>(deps: LiveKeyRingDeps<M>): Promise<LiveKeyRing<M>> {
    const ring = new LiveKeyRing(deps);
    await deps.signingKeys.ensureKey();
    await ring.reload();
    if (ring.#unreadable.size > 0)
      throw new StartupError(
        'AUTH_SECRET is not the secret that encrypted the signing keys in this database.',
      );
    ring.#isOpen = true;
    return ring;
  }

  get signer(): RingKey<M> {
    return this.#ring.signer(this.deps.clock.now());
  }

  find(kid: unknown): RingKey<M> | undefined {
    return this.#ring.find(kid, this.deps.clock.now());
  }

  /** Like `find`, but reloads the table for an unknown `kid`: another instance may have created the key. */
  async findOrReload(kid: unknown): Promise<RingKey<M> | undefined> {
    const known = this.find(kid);
    if (known !== undefined || typeof kid !== 'string' || !KID.test(kid)) return known;
    if (this.#reloading === null && this.#reloadedWithin(RELOAD_PAUSE)) return undefined;
    await this.reload();
    return this.find(kid);
  }

  /** Every key that verifies now, the newest first. */
  trusted(): RingKey<M>[] {
    return this.#ring.trusted(this.deps.clock.now());
  }

  /** Reloads the table. Concurrent callers share one query. */
  reload(): Promise<void> {
    this.#reloading ??= this.#reload().finally(() => {
      this.#reloading = null;
    });
    return this.#reloading;
  }

  start(): void {
    this.#upkeep.start();
  }

  stop(): Promise<void> {
    return this.#upkeep.stop();
  }

  async #reload(): Promise<void> {
    const reloadedAt = this.deps.clock.now();
    const stored = await this.deps.store.all();
    // Set only after a successful query. After a failed one, the next caller must query again instead of
    // receiving "no such key".
    this.#reloadedAt = reloadedAt;
    const before = this.#ring.kids;
    const usable = await Promise.all(stored.map((key) => this.#usable(key)));
    this.#ring = new KeyRing<M>(usable.flat());
    const after = this.#ring.kids;
    if (before.length > 0 && before.join() !== after.join())
      this.deps.log.info({ use: this.deps.use, before, after }, 'signing keys changed');
  }

  /** Leaves out a key that cannot be decrypted: another instance may use another AUTH_SECRET. */
  async #usable(key: StoredKey): Promise<RingKey<M>[]> {
    const { encrypted: _encrypted, algorithm: _name, ...times } = key;
    const material = this.#opened.get(key.kid) ?? (await this.#open(key));
    return material === null ? [] : [{ ...times, ...material }];
  }

  async #open(key: StoredKey): Promise<M | null> {
    try {
      const material = await this.deps.store.open(key);
      this.#opened.set(key.kid, material);
      return material;
    } catch (error) {
      const details = { kid: key.kid, use: this.deps.use, failure: describeFailure(error) };
      if (this.#isOpen && !this.#unreadable.has(key.kid))
        this.deps.log.error(details, 'signing key not readable with this AUTH_SECRET');
      this.#unreadable.add(key.kid);
      return null;
    }
  }

  #reloadedWithin(span: Duration): boolean {
    return this.#reloadedAt !== null && this.#reloadedAt > span.before(this.deps.clock.now());
  }
}
