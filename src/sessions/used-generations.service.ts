import { describeFailure } from '../core/failure.js';
import type { Log } from '../core/log.js';
import type { Database } from '../platform/database/client.js';

/** So few that a statement is short. */
const BATCH = 200;
/** More wait only where the database has stopped writing; each comes again with the next request of its session. */
const MOST_WAITING = 10_000;

interface Use {
  readonly sid: string;
  readonly gen: number;
}

export interface UsedGenerationsDeps {
  readonly database: Database;
  readonly log: Pick<Log, 'warn'>;
}

/**
 * Notes that the current generation of a session has arrived at its client, once for each generation and beside the
 * request. It takes one connection at a time, so commits that stall keep no request from reading. Where a note comes late
 * or is lost, a reuse is detected one request later.
 */
export class UsedGenerations {
  readonly #waiting = new Map<string, Use>();
  #writing: Promise<void> | null = null;

  constructor(private readonly deps: UsedGenerationsDeps) {}

  /** It neither waits nor throws. */
  note({ sid, gen }: Use): void {
    if (this.#waiting.size < MOST_WAITING) this.#waiting.set(sid, { sid, gen });
    this.#writing ??= this.#writeAll();
  }

  /** Waits for what is being written: a service that ends loses nothing. */
  async finish(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.size > 0) {
      const batch = [...this.#waiting.values()].slice(0, BATCH);
      for (const { sid } of batch) this.#waiting.delete(sid);
      await this.#write(batch).catch((error: unknown) => {
        this.deps.log.warn({ failure: describeFailure(error) }, 'The use of sessions was not noted');
      });
    }
    // In the same step as the last look: what is noted from here on begins anew.
    this.#writing = null;
  }

  /** A row that is locked is being refreshed or ended: then this generation is not the current one any more. */
  async #write(batch: readonly Use[]): Promise<void> {
    await this.deps.database.rows`
      UPDATE sessions SET used = TRUE WHERE NOT used AND id IN (
        SELECT s.id FROM json_to_recordset(${JSON.stringify(batch)}::json) AS seen(sid uuid, gen int)
        JOIN sessions s ON s.id = seen.sid AND s.generation = seen.gen
        WHERE NOT s.used FOR NO KEY UPDATE OF s SKIP LOCKED)`;
  }
}
