import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Lets a server listen on a free port for as long as this takes. */
export async function withServer(server: Server, act: (origin: string) => Promise<void>): Promise<void> {
  server.listen(0, 'localhost');
  await once(server, 'listening');
  try {
    await act(`http://localhost:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }
}
