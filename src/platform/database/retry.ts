import { wasUndone } from './constraint.js';

/** Under `serializable`, concurrent changes of one row succeed one at a time. */
const TRIES = 10;

/**
 * Retries a statement or a whole transaction that the database has rolled back for a temporary reason: a deadlock, a
 * serialization failure, or a prepared statement that a migration made stale. The first retry is immediate; then the
 * pauses grow.
 * @param run has no effect that remains after a failure
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
