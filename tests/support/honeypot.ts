import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An address that a forged token points at. The service must never request it. */
export interface Honeypot {
  readonly url: string;
  visits(): number;
  close(): Promise<void>;
}

export async function openHoneypot(): Promise<Honeypot> {
  let visits = 0;
  const server = createServer((_request, response) => {
    visits += 1;
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    visits: () => visits,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
