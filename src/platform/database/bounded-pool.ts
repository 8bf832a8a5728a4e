import pg from 'pg';
import { Duration } from '../../core/duration.js';
import { Overload } from '../../core/errors.js';

/** Within the longest wait, the pool serves fewer callers than this. More would wait in vain (DO-6). */
const MAX_WAITING = 1000;
const RETRY_AFTER_SECONDS = 2;
/** A connection that was returned within this time shows that the database works and the service is busy. */
const RECENT = Duration.seconds(2);

type Callback = Parameters<pg.Pool['connect']>[0];

/**
 * A pool that fails with an Overload if its queue is full, or if a caller waits too long while others are
 * served. It passes other errors on to callers that know whether the database can be reached.
 */
export class BoundedPool extends pg.Pool {
  readonly #openedIn = new WeakMap<pg.PoolClient, number>();
  #series = 0;
  #returnedAt = Number.NEGATIVE_INFINITY;

  constructor(config: pg.PoolConfig) {
    super(config);
    this.on('connect', (client) => this.#openedIn.set(client, this.#series));
    this.on('release', (error, client) => this.#onRelease(error, client));
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<pg.PoolClient> | undefined {
    if (callback === undefined) return this.#connect();
    if (this.waitingCount >= MAX_WAITING)
      callback(new Overload(RETRY_AFTER_SECONDS), undefined, () => undefined);
    else super.connect((error, client, done) => callback(error && this.#told(error), client, done));
    return undefined;
  }

  /** Closes every open connection: an idle one at once, one in use when it is released. */
  renew(): void {
    this.#series += 1;
    // The pool hands out idle connections before it opens new ones.
    for (let idle = this.idleCount; idle > 0; idle--)
      super.connect().then(
        (client) => client.release(this.#isCurrent(client) ? undefined : true),
        () => undefined,
      );
  }

  #connect(): Promise<pg.PoolClient> {
    return new Promise((resolve, reject) => {
      this.connect((error, client) => (client === undefined ? reject(error) : resolve(client)));
    });
  }

  #told(error: Error): Error {
    const isServing = performance.now() - this.#returnedAt < RECENT.milliseconds;
    return isServing && /^timeout exceeded/.test(error.message) ? new Overload(RETRY_AFTER_SECONDS) : error;
  }

  /**
   * Closes an outdated connection, and one whose transaction is still open because ROLLBACK got no answer.
   * The next caller would write into that transaction, and its writes would be lost.
   */
  #onRelease(error: Error | null | undefined, client: pg.PoolClient): void {
    const isFree = client.getTransactionStatus() === 'I';
    if (isFree && !error) this.#returnedAt = performance.now();
    if (client instanceof pg.Client && !(isFree && this.#isCurrent(client))) void client.end();
  }

  #isCurrent(client: pg.PoolClient): boolean {
    return this.#openedIn.get(client) === this.#series;
  }
}
