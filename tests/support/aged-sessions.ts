import { Duration } from '../../src/core/duration.js';
import type { Database } from '../../src/platform/database/client.js';
import { claimsOf } from './outcomes.js';

/** Longer than the grace. */
export const PAST_GRACE = Duration.seconds(11);
/** Longer than an answer to a refresh may have been lost. */
export const PAST_RECOVERY = Duration.minutes(24 * 60 + 1);

/** Moves the last refresh of a token's session into the past: the clock of the database judges, and no test waits for it. */
export async function ageSession(
  database: Database,
  token: string,
  by: Duration = PAST_GRACE,
): Promise<void> {
  await database.rows`
    UPDATE sessions SET rotated_at = rotated_at - make_interval(secs => ${by.seconds}::float8)
    WHERE id = ${claimsOf(token)['sid']}::uuid`;
}

/** Waits until the service has noted that the current generation was used: it does so beside the request. */
export async function untilUsed(database: Database, token: string): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const [row] = await database.rows<{ used: boolean }>`
      SELECT used FROM sessions WHERE id = ${claimsOf(token)['sid']}::uuid`;
    if (row?.used !== false) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('The use of the session was not noted');
}
