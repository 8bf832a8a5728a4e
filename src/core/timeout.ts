import type { Duration } from './duration.js';

/**
 * Waits for a promise, but no longer than a limit. What the promise stands for goes on after that; its result,
 * or its failure, is dropped.
 * @param late gives the result when the limit is reached, or throws
 */
export async function withTimeout<T>(promise: Promise<T>, limit: Duration, late: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limit.milliseconds);
  });
  return Promise.race([promise, expiry.then(late)]).finally(() => clearTimeout(timer));
}
