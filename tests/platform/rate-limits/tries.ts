import { LoginDocument } from '../../../src/generated/client/operations.js';
import { type RawAnswer, sendRaw } from '../../support/raw-http.js';

let addresses = 0;

/** One of this machine's own addresses that no other test of this file has used. */
export function newAddress(): string {
  const index = addresses++;
  return `127.${1 + Math.floor(index / 62_500)}.${Math.floor(index / 250) % 250}.${2 + (index % 250)}`;
}

export interface Try extends RawAnswer {
  /** Null when it succeeded. */
  readonly code: string | null;
  readonly retryAfter: unknown;
}

/** One operation from one address. */
export async function tryFrom(
  address: string,
  url: string,
  document: string,
  variables: object = {},
  token?: string,
): Promise<Try> {
  const answer = await sendRaw(url, {
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query: document, variables }),
    localAddress: address,
  });
  const extensions = JSON.parse(answer.text).errors?.[0]?.extensions;
  return { ...answer, code: extensions?.code ?? null, retryAfter: extensions?.retryAfter };
}

export function tryLogin(
  url: string,
  usernameOrEmail: string,
  password: string,
  address = newAddress(),
): Promise<Try> {
  return tryFrom(address, url, LoginDocument, { input: { usernameOrEmail, password } });
}

export function inTurn<T>(count: number, act: (index: number) => Promise<T>): Promise<T[]> {
  return Array.from({ length: count }).reduce<Promise<T[]>>(
    async (before, _, index) => [...(await before), await act(index)],
    Promise.resolve([]),
  );
}

/** How many of each code. */
export function tally(tries: readonly Pick<Try, 'code'>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of tries) counts[code ?? 'OK'] = (counts[code ?? 'OK'] ?? 0) + 1;
  return counts;
}
