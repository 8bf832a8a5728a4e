import { wasUndone } from './constraint.js';

/** Under `serializable`, a crowd on one row lets one through each time. */
const TRIES = 10;

/**
 * Runs a statement or a whole transaction again when the database has undone it for a reason that does not repeat: a
 * deadlock, a serialization failure, or a prepared statement that a migration made stale. The first repetition is
 * immediate; the pauses grow after it.
 * @param run does nothing that outlives its failure
 */
export async function retryUndone<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      if (tries === TRIES || !wasUndone(error)) throw error;
    }
    if (tries > 1) await new Promise((resolve) => setTimeout(resolve, tries * tries));
  }
}
