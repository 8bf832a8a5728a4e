import type { FastifyInstance } from 'fastify';

export interface Health {
  readonly version: string;
  /** Resolves when the service can do its work; rejects when it cannot. */
  check(): Promise<void>;
  /** Whether the process has been told to end. */
  draining(): boolean;
}

/** `/healthz`: the process lives, and its version. `/readyz`: send it traffic. Neither tells anything else (HH-6). */
export function addHealth(server: FastifyInstance, health: Health): void {
  server.get('/healthz', async () => ({ status: 'ok', version: health.version }));
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
