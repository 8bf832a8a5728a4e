import { describeFailure } from '../core/failure.js';
import type { SessionId } from '../core/ids.js';
import type { Log } from '../core/log.js';
import type { Database } from '../platform/database/client.js';

/** Keeps a statement short. */
const BATCH = 200;
/**
 * More entries wait only if the database has stopped writing. A dropped entry returns with the next request
 * of its session.
 */
const MOST_WAITING = 10_000;

interface Use {
  readonly sid: SessionId;
  readonly gen: number;
}

export interface UsedGenerationsDeps {
  readonly database: Database;
  readonly log: Pick<Log, 'warn'>;
}

/**
 * Records that the current generation of a session has arrived at its client, once per generation and outside
 * the request. It uses one connection at a time, so stalled commits do not block the reads of requests. If a
 * record is late or lost, a reuse is detected one request later.
 */
export class UsedGenerations {
  readonly #waiting = new Map<SessionId, Use>();
  #writing: Promise<void> | null = null;

  constructor(private readonly deps: UsedGenerationsDeps) {}

  /** Neither waits nor throws. */
  note({ sid, gen }: Use): void {
    if (this.#waiting.size < MOST_WAITING) this.#waiting.set(sid, { sid, gen });
    this.#writing ??= this.#writeAll();
  }

  /** Waits for the pending writes, so that a shutdown loses no record. */
  async finish(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.size > 0) {
      const batch = [...this.#waiting.values()].slice(0, BATCH);
      for (const { sid } of batch) this.#waiting.delete(sid);
      await this.#write(batch).catch((error: unknown) => {
        this.deps.log.warn({ failure: describeFailure(error) }, 'session use not recorded');
      });
    }
    // No `await` since the last check of the map: a later `note` starts a new write.
    this.#writing = null;
  }

  /**
   * Skips locked rows: a refresh or the end of the session holds the lock, so this generation is no longer
   * the current one.
   */
  async #write(batch: readonly Use[]): Promise<void> {
    await this.deps.database.rows`/* used-generations.write */
      UPDATE sessions SET used = TRUE WHERE NOT used AND id IN (
        SELECT s.id FROM json_to_recordset(${JSON.stringify(batch)}::json) AS seen(sid uuid, gen int)
        JOIN sessions s ON s.id = seen.sid AND s.generation = seen.gen
        WHERE NOT s.used FOR NO KEY UPDATE OF s SKIP LOCKED)`;
  }
}
