import type { FastifyInstance } from 'fastify';

export interface Health {
  readonly version: string;
  /** Resolves if the service can work; otherwise rejects, with a `reason` if that may be disclosed. */
  check(): Promise<void>;
  /** Whether the process is about to stop, so load balancers should send no new traffic. */
  draining(): boolean;
  /** Whether the process has stopped accepting requests. */
  closing(): boolean;
}

/** Load balancers use any of these methods. The default of HAProxy is OPTIONS. */
const METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Adds `/healthz` (the process is alive, with its version) and `/readyz` (the process can take traffic).
 * Neither discloses more than a constant reason (HH-6).
 */
export function addHealth(server: FastifyInstance, health: Health): void {
  server.route({
    method: METHODS,
    url: '/healthz',
    handler: async () => ({ status: 'ok', version: health.version }),
  });
  server.route({
    method: METHODS,
    url: '/readyz',
    handler: async (_request, reply) => {
      const problem = health.draining() ? {} : await health.check().then(() => null, reasonOf);
      return problem === null
        ? reply.send({ status: 'ready' })
        : reply.code(503).send({ status: 'unavailable', ...problem });
    },
  });
}

/**
 * While the service drains, each response asks the client to close the connection. A connection that stays
 * open could otherwise be closed during the next request of the client.
 */
export function letConnectionsGo(server: FastifyInstance, health: Pick<Health, 'draining'>): void {
  server.addHook('onSend', async (_request, reply) => {
    if (health.draining()) reply.header('connection', 'close');
  });
}

/** Discloses only `reason`, because the message of an error may name hosts and folders. */
function reasonOf(error: unknown): { reason?: string } {
  const { reason } = error as { reason?: unknown };
  return typeof reason === 'string' ? { reason } : {};
}
