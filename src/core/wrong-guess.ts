const unrecorded = new WeakSet<object>();

/**
 * Records a wrong password. Where the database takes no writes, the error says so and not that a guess was made, so it
 * is marked here: else such a database would let an attacker guess without a limit.
 */
export async function recordWrongGuess(record: () => Promise<void>): Promise<void> {
  try {
    await record();
  } catch (error) {
    if (typeof error === 'object' && error !== null) unrecorded.add(error);
    throw error;
  }
}

/** Whether an error is one that kept a wrong password from being recorded. */
export function isUnrecordedGuess(error: unknown): boolean {
  return typeof error === 'object' && error !== null && unrecorded.has(error);
}
