import type { Duration } from '../../core/duration.js';

/** @returns the status that a client of this address gets, without following redirects; null if there is no answer */
export async function statusOf(address: string, timeout: Duration): Promise<number | null> {
  const request = { redirect: 'manual', signal: AbortSignal.timeout(timeout.milliseconds) } as const;
  return fetch(address, request).then(
    async (response) => {
      await response.body?.cancel();
      return response.status;
    },
    () => null,
  );
}
