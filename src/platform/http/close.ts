import type { FastifyInstance } from 'fastify';
import type { Duration } from '../../core/duration.js';

const SWEEP_MILLISECONDS = 100;

/**
 * Closes a server. It accepts no new connections and answers the running requests. Idle connections are
 * closed, because clients would keep them open. At the deadline, every remaining connection is cut, such as
 * those without a complete request.
 */
export async function closeServer(server: FastifyInstance, within: Duration): Promise<void> {
  const sweep = setInterval(() => server.server.closeIdleConnections(), SWEEP_MILLISECONDS);
  const deadline = setTimeout(() => server.server.closeAllConnections(), within.milliseconds);
  await server.close().finally(() => {
    clearInterval(sweep);
    clearTimeout(deadline);
  });
}
