import { lostDeadlock } from './constraint.js';

/** PostgreSQL lets one of a circle go after a second; somebody who is caught four times has other troubles. */
const TRIES = 4;

/**
 * Runs it again when the database has undone it to end a deadlock: whoever it waited for goes on, and it can follow.
 * One order of locks avoids most of them; the rest nobody can order, such as two users who swap their names at once.
 * @param run does nothing that outlives its failure
 */
export async function throughDeadlocks<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      if (tries === TRIES || !lostDeadlock(error)) throw error;
    }
  }
}
