import type { FastifyInstance } from 'fastify';

export interface Health {
  /** Resolves when the service can do its work; rejects when it cannot. */
  check(): Promise<void>;
  /** Whether the process has been told to end. */
  draining(): boolean;
}

/** `/healthz`: the process lives. `/readyz`: send it traffic. Neither tells anything else (HH-6). */
export function addHealth(server: FastifyInstance, health: Health): void {
  server.get('/healthz', async () => ({ status: 'ok' }));
  server.get('/readyz', async (_request, reply) => {
    const ready =
      !health.draining() &&
      (await health.check().then(
        () => true,
        () => false,
      ));
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'unavailable' });
  });
}
