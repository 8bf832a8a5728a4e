import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Log } from '../../core/log.js';
import type { ClientAddresses } from './client-address.js';

export interface ConnectionLimitDeps {
  /** The key by which an address is counted, such as the /64 network of an IPv6 address. */
  readonly addressKey: (address: string | null) => string;
  /** Trusted proxies are not limited, because they forward the connections of many clients. */
  readonly clientAddresses: Pick<ClientAddresses, 'isTrusted'>;
  readonly log: Log;
}

/** Far above the number that a browser or a connection pool opens. A process can hold about ten thousand. */
export const CONNECTIONS_PER_ADDRESS = 256;
const LOG_INTERVAL_MS = 60_000;

/**
 * Closes new connections beyond the limit of their address. Otherwise slow clients at one address could
 * exhaust the connections of the process (DO-3).
 */
export function limitConnections(
  server: FastifyInstance['server'],
  { addressKey, clientAddresses, log }: ConnectionLimitDeps,
): void {
  const open = new Map<string, number>();
  const warn = atMostEvery(LOG_INTERVAL_MS, (address: string) =>
    log.warn(
      { address, limit: CONNECTIONS_PER_ADDRESS, setting: 'TRUST_PROXY' },
      'too many connections from one address; if it is a proxy, add it to TRUST_PROXY',
    ),
  );
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress;
    if (address !== undefined && clientAddresses.isTrusted(address)) return;
    const key = addressKey(address ?? null);
    const count = (open.get(key) ?? 0) + 1;
    if (count > CONNECTIONS_PER_ADDRESS) {
      warn(key);
      socket.destroy();
      return;
    }
    open.set(key, count);
    socket.once('close', () => {
      const left = (open.get(key) ?? 1) - 1;
      if (left > 0) open.set(key, left);
      else open.delete(key);
    });
  });
}

function atMostEvery<T>(milliseconds: number, report: (value: T) => void): (value: T) => void {
  let quiet = false;
  return (value) => {
    if (quiet) return;
    quiet = true;
    setTimeout(() => {
      quiet = false;
    }, milliseconds).unref();
    report(value);
  };
}
