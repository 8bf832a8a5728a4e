import type { FastifyInstance } from 'fastify';
import type { Duration } from '../../core/duration.js';

const SWEEP_MILLISECONDS = 100;

/**
 * Ends a server: no new connection, what is under way is answered. A connection that falls idle meanwhile is closed,
 * since its client would keep it; one that has said nothing, or half a request, is cut when the time is up.
 */
export async function closeServer(server: FastifyInstance, within: Duration): Promise<void> {
  const sweep = setInterval(() => server.server.closeIdleConnections(), SWEEP_MILLISECONDS);
  const deadline = setTimeout(() => server.server.closeAllConnections(), within.milliseconds);
  await server.close().finally(() => {
    clearInterval(sweep);
    clearTimeout(deadline);
  });
}
