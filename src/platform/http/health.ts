import type { FastifyInstance } from 'fastify';

export interface Health {
  readonly version: string;
  /** Resolves when the service can do its work; rejects when it cannot, with a `reason` where it may be told. */
  check(): Promise<void>;
  /** Whether the process has been told to end: no new traffic should be sent to it. */
  draining(): boolean;
  /** Whether it has stopped taking requests. */
  closing(): boolean;
}

/** Load balancers ask with any of these; HAProxy's default is OPTIONS. */
const METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** `/healthz`: the process lives, and its version. `/readyz`: send it traffic. Neither tells more than a constant reason (HH-6). */
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
 * Asks each client to open its next connection elsewhere, while a service that was told to end still answers: a
 * connection that is kept would be closed under the client's next request.
 */
export function letConnectionsGo(server: FastifyInstance, health: Pick<Health, 'draining'>): void {
  server.addHook('onSend', async (_request, reply) => {
    if (health.draining()) reply.header('connection', 'close');
  });
}

/** Only what is meant for it: the message of an error may name hosts and folders. */
function reasonOf(error: unknown): { reason?: string } {
  const { reason } = error as { reason?: unknown };
  return typeof reason === 'string' ? { reason } : {};
}
