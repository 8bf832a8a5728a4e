import type { Duration } from '../../core/duration.js';

/** The beginning of an answer. Nothing of its body is read. */
export interface AnswerHead {
  readonly status: number;
  /** Where a redirect leads; null without one. */
  readonly location: string | null;
}

/** @returns the status that a client of this address gets, without following redirects; null if there is no answer */
export async function statusOf(address: string, timeout: Duration): Promise<number | null> {
  return (await headOf(address, timeout))?.status ?? null;
}

/** @returns what a client of this address gets, without following redirects; null if there is no answer */
export async function headOf(address: string, timeout: Duration): Promise<AnswerHead | null> {
  const request = { redirect: 'manual', signal: AbortSignal.timeout(timeout.milliseconds) } as const;
  return fetch(address, request).then(
    async (response) => {
      await response.body?.cancel();
      return { status: response.status, location: response.headers.get('location') };
    },
    () => null,
  );
}
