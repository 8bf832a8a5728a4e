const unrecorded = new WeakSet<object>();

/**
 * Records a wrong password. If the database refuses writes, the error says only that, so this marks it as a
 * wrong guess. Without the mark, an attacker could brute force passwords without a limit while the database
 * is read-only.
 */
export async function recordWrongGuess(record: () => Promise<void>): Promise<void> {
  try {
    await record();
  } catch (error) {
    if (typeof error === 'object' && error !== null) unrecorded.add(error);
    throw error;
  }
}

/** Whether an error prevented the record of a wrong password. */
export function isUnrecordedGuess(error: unknown): boolean {
  return typeof error === 'object' && error !== null && unrecorded.has(error);
}
