import type { FastifyInstance } from 'fastify';

export interface Health {
  /** Resolves when the service can do its work; rejects when it cannot. */
  check(): Promise<void>;
  /** Whether the process has been told to end: no new traffic should be sent to it. */
  draining(): boolean;
  /** Whether it has stopped taking requests. */
  closing(): boolean;
}

/** Load balancers ask with any of these; HAProxy's default is OPTIONS. */
const METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** `/healthz`: the process lives. `/readyz`: send it traffic. Neither tells anything else (HH-6). */
export function addHealth(server: FastifyInstance, health: Health): void {
  server.route({ method: METHODS, url: '/healthz', handler: async () => ({ status: 'ok' }) });
  server.route({
    method: METHODS,
    url: '/readyz',
    handler: async (_request, reply) => {
      const ready = await isReady(health);
      return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'unavailable' });
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

async function isReady(health: Health): Promise<boolean> {
  if (health.draining()) return false;
  return health.check().then(
    () => true,
    () => false,
  );
}
