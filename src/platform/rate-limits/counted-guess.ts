import { AuthError, type ErrorCode } from '../../core/errors.js';

/** Gives the charge of a limit back: nothing was guessed. */
const NOT_GUESSED: ErrorCode = 'SERVICE_UNAVAILABLE';

/**
 * Runs a check of a code that a limit has counted before. A wrong code keeps the charge, a right one clears the counter,
 * and any other failure gives the charge back: a fault of the service must not lock the user out.
 */
export async function settleGuess<T>(
  attempt: { settle(code: ErrorCode | null): Promise<void> },
  check: () => Promise<T>,
  isWrong: (error: unknown) => boolean = isWrongCode,
): Promise<T> {
  let outcome: ErrorCode | null = NOT_GUESSED;
  try {
    const result = await check();
    outcome = null;
    return result;
  } catch (error) {
    if (isWrong(error)) outcome = 'INVALID_CODE';
    throw error;
  } finally {
    await attempt.settle(outcome);
  }
}

export function isWrongCode(error: unknown): boolean {
  return error instanceof AuthError && error.code === 'INVALID_CODE';
}
