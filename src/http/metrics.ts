import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Measure } from '../core/measure.js';

/** `/metrics`, in the words of Prometheus: about the process and what it is handed, and about nobody (HH-6). */
export function addMetrics(server: FastifyInstance, measures: readonly Measure[]): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const measure of measures) register(registry, measure);
  server.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}

async function readOr(read: Measure['read'], otherwise: number): Promise<number> {
  try {
    return await read();
  } catch {
    return otherwise;
  }
}

function register(registry: Registry, { name, help, kind, read }: Measure): void {
  const registers = [registry];
  if (kind === 'gauge') {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        // One that cannot be known, since the database is away, must not take the others along.
        this.set(await readOr(read, Number.NaN));
      },
    });
    return;
  }
  new Counter({
    name,
    help,
    registers,
    async collect() {
      this.reset();
      this.inc(await read());
    },
  });
}
