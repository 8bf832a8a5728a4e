import type { Answer } from './client.js';

/** What came of the same thing done by everybody at once. */
export interface Outcomes<T> {
  readonly won: readonly { readonly index: number; readonly data: T }[];
  /** The code of every refusal. */
  readonly codes: readonly string[];
}

/** Asks all at once. A request without an answer fails the test: a race may be lost, never left open. */
export async function outcomesAtOnce<T>(
  count: number,
  ask: (index: number) => Promise<Answer<T>>,
): Promise<Outcomes<T>> {
  return outcomesOf(await Promise.all(Array.from({ length: count }, (_, index) => ask(index))));
}

export function outcomesOf<T>(answers: readonly Answer<T>[]): Outcomes<T> {
  const won = answers.flatMap(({ data, errors }, index) =>
    errors.length === 0 && data ? [{ index, data }] : [],
  );
  return { won, codes: answers.flatMap(codesOf) };
}

export function codesOf({ errors }: Answer<unknown>): string[] {
  return errors.map((error) => String(error.extensions?.['code']));
}

/** The claims of a token, unchecked: what a test wants to know of it. */
export function claimsOf(token: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

export function generationOf(refreshToken: string): number {
  return Number(claimsOf(refreshToken)['gen']);
}

export function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Waits for what the service does beside the request. */
export async function until(check: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1500 && !check(); tries++) await pause(10);
  if (!check()) throw new Error('It did not happen');
}
