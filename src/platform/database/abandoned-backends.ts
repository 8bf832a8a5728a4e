import pg from 'pg';
import { Duration } from '../../core/duration.js';
import { type Abandoned, Backends } from './backends.js';

/** The time between two queries. A stalled commit may wait for minutes. */
const PAUSE = Duration.milliseconds(500);
/** The time limit of one query. It grows, because each query that a frozen server ignores leaves a connection in its queue. */
const SHORTEST_PATIENCE = Duration.seconds(3);
const LONGEST_PATIENCE = Duration.seconds(6);

/**
 * Finds the backends of abandoned connections, over a separate connection, until none is left. A backend that still
 * works is left alone: a cancelled commit that waits for its standby would become visible without being on the standby.
 * An idle backend is ended, because its client is gone.
 */
export class AbandonedBackends {
  readonly #counts: Backends[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isAsking = false;
  #isStopped = false;
  #patience = SHORTEST_PATIENCE.milliseconds;

  constructor(private readonly config: pg.ClientConfig) {}

  /** Counts the connections of one pool. */
  count(limit: number): Backends {
    const backends = new Backends(limit, () => this.#askSoon(0));
    this.#counts.push(backends);
    return backends;
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #askSoon(milliseconds: number): void {
    if (this.#isStopped || this.#isAsking) return;
    this.#isAsking = true;
    this.#timer = setTimeout(() => void this.#ask(), milliseconds).unref();
  }

  async #ask(): Promise<void> {
    const asked = this.#abandoned();
    try {
      const remaining = await this.#findRemaining(asked.flatMap(({ backend }) => backend ?? []));
      for (const connection of asked)
        if (connection.backend === null || !remaining.has(connection.backend)) connection.letGo();
      this.#patience = SHORTEST_PATIENCE.milliseconds;
    } catch {
      // The server does not answer, so assume that the backends still exist.
      this.#patience = Math.min(this.#patience * 2, LONGEST_PATIENCE.milliseconds);
    }
    this.#isAsking = false;
    if (this.#abandoned().length > 0) this.#askSoon(PAUSE.milliseconds);
  }

  #abandoned(): readonly Abandoned[] {
    return this.#counts.flatMap(({ abandoned }) => abandoned);
  }

  /**
   * The server accepts connections in their order. If it answers this one, it has reached the earlier abandoned ones,
   * and they ended when it read their data.
   */
  async #findRemaining(pids: readonly number[]): Promise<ReadonlySet<number>> {
    const client = new pg.Client({
      ...this.config,
      connectionTimeoutMillis: this.#patience,
      query_timeout: this.#patience,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ pid: number }>(
        `SELECT pid, CASE WHEN state LIKE 'idle%' THEN pg_terminate_backend(pid) END AS ended FROM pg_stat_activity
         WHERE pid = ANY($1::int[]) AND datname = current_database() AND usename = current_user
           AND pid <> pg_backend_pid()`,
        [[...pids]],
      );
      return new Set(rows.map(({ pid }) => pid));
    } finally {
      await client.end();
    }
  }
}
