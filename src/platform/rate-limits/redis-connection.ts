import { Redis } from 'ioredis';
import { Duration } from '../../core/duration.js';
import { describeFailure } from '../../core/failure.js';
import type { Log } from '../../core/log.js';
import { withTimeout } from '../../core/timeout.js';

/** The longest time that a login waits for a Redis that hangs. Then its connection is dropped. */
const PATIENCE = Duration.milliseconds(500);
const CONNECT_PATIENCE = Duration.seconds(2);
const LONGEST_PAUSE = Duration.seconds(2);
const PAUSE_STEP = Duration.milliseconds(50);

/**
 * The connection to the Redis that instances share. Redis may be unavailable at any time, also at the start.
 * The client reconnects by itself. It logs each loss and each return once, whatever the number of requests
 * (RL-5).
 */
export class RedisConnection {
  readonly client: Redis;
  #away = false;
  #closing = false;
  #lastFailure: unknown;

  private constructor(
    url: string,
    private readonly log: Log,
  ) {
    this.client = new Redis(url, {
      lazyConnect: true,
      connectTimeout: CONNECT_PATIENCE.milliseconds,
      commandTimeout: PATIENCE.milliseconds,
      // A Redis that accepts connections and does not answer is disconnected. It must answer before it counts
      // as ready.
      socketTimeout: PATIENCE.milliseconds,
      retryStrategy: (times) => Math.min(times * PAUSE_STEP.milliseconds, LONGEST_PAUSE.milliseconds),
      enableOfflineQueue: false,
      // Never resend: a charge whose answer was lost may have been counted, and would count twice.
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
    });
    this.client.on('error', (error) => {
      this.#lastFailure = error;
    });
    this.client.on('close', () => this.failed(this.#lastFailure));
    this.client.on('ready', () => {
      this.#lastFailure = undefined;
      this.answered();
    });
  }

  /**
   * Waits briefly for the first connection, then continues without it: Redis may be down or loading its data.
   */
  static async open(url: string, log: Log): Promise<RedisConnection> {
    const connection = new RedisConnection(url, log);
    const connected = connection.client.connect().catch((error: unknown) => connection.failed(error));
    await withTimeout(connected, CONNECT_PATIENCE, () => undefined);
    return connection;
  }

  failed(error: unknown): void {
    if (this.#away || this.#closing) return;
    this.#away = true;
    const sentence = 'Redis unreachable, limits counted by this instance alone';
    this.log.error({ failure: describeFailure(error) }, sentence);
  }

  answered(): void {
    if (!this.#away) return;
    this.#away = false;
    this.log.info({}, 'Redis reachable again, limits counted by all instances');
  }

  close(): void {
    this.#closing = true;
    this.client.disconnect();
  }
}
