import type { FastifyInstance } from 'fastify';

export interface Health {
  /** Resolves when the service can do its work; rejects when it cannot, with a `reason` where it may be told. */
  check(): Promise<void>;
  /** Whether the process has been told to end. */
  draining(): boolean;
}

/** `/healthz`: the process lives. `/readyz`: send it traffic. Neither tells more than a constant reason (HH-6). */
export function addHealth(server: FastifyInstance, health: Health): void {
  server.get('/healthz', async () => ({ status: 'ok' }));
  server.get('/readyz', async (_request, reply) => {
    const problem = health.draining() ? {} : await health.check().then(() => null, reasonOf);
    return problem === null
      ? reply.send({ status: 'ready' })
      : reply.code(503).send({ status: 'unavailable', ...problem });
  });
}

/** Only what is meant for it: the message of an error may name hosts and folders. */
function reasonOf(error: unknown): { reason?: string } {
  const { reason } = error as { reason?: unknown };
  return typeof reason === 'string' ? { reason } : {};
}
