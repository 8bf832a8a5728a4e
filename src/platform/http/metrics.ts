import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Metric } from '../../core/metric.js';
import { isSameSecret } from '../../core/secret-token.js';
import { readBearer } from '../graphql/context.js';
import { addSecurityHeaders, type Headers } from './security-headers.js';

export type Metrics = Registry;

/** The Prometheus metrics of this process. They contain no data about users (HH-6). */
export function openMetrics(metrics: readonly Metric[]): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const metric of metrics) register(registry, metric);
  return registry;
}

/**
 * Adds `/metrics` to the public listener, for requests with the bearer token. Without the token, an attacker
 * could request a password reset and see in the counter of mails whether the address has an account
 * (enumeration, LOG-3).
 */
export function addMetrics(server: FastifyInstance, metrics: Metrics, token: string): void {
  server.get('/metrics', async (request, reply) => {
    const shown = readBearer(request.headers.authorization);
    if (shown !== null && isSameSecret(Buffer.from(shown), Buffer.from(token))) return send(reply, metrics);
    return reply.header('www-authenticate', 'Bearer').code(401).send({ status: 'unauthorized' });
  });
}

/** A server with only `/metrics`, for an address that only machines of the operator can reach. */
export function createMetricsServer(metrics: Metrics, headers: Headers): FastifyInstance {
  const server = Fastify({ logger: false, exposeHeadRoutes: false, forceCloseConnections: true });
  addSecurityHeaders(server, headers);
  server.get('/metrics', (_request, reply) => send(reply, metrics));
  return server;
}

async function send(reply: FastifyReply, metrics: Metrics): Promise<FastifyReply> {
  return reply.type(metrics.contentType).send(await metrics.metrics());
}

async function readOr(read: Metric['read'], otherwise: number): Promise<number> {
  try {
    return await read();
  } catch {
    return otherwise;
  }
}
function register(registry: Registry, { name, help, kind, read }: Metric): void {
  const registers = [registry];
  if (kind === 'gauge') {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        // If the database is down, a metric that needs it must not fail the others.
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
