import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Measure } from '../core/measure.js';
import type { Randomness } from '../core/randomness.js';
import type { ContextDeps } from '../graphql/context.js';
import { type ApolloDeps, createApollo } from './apollo.js';
import { ignoreForwardedHost } from './client-address.js';
import { addGraphQL, type GraphQLRouteConfig } from './graphql-route.js';
import { addHealth, type Health } from './health.js';
import { addMetrics } from './metrics.js';
import { addPublicDocuments, type PublicDocument } from './public-documents.js';
import { addSecurityHeaders, securityHeaders } from './security-headers.js';
import { answerFailuresInGraphQL, refuseUnroutable, refusing } from './transport-errors.js';
import { answerUnreadable } from './unreadable-requests.js';

export interface ServerDeps extends ApolloDeps, ContextDeps {
  randomness: Randomness;
  health: Health;
  publicDocuments: readonly PublicDocument[];
  /** Null: nobody may ask for metrics. */
  measures: readonly Measure[] | null;
}

export interface ServerConfig extends GraphQLRouteConfig {
  /** Whether the schema may be asked for, and a browser is shown the Sandbox. */
  readonly introspection: boolean;
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
}

const BODY_LIMIT = 100 * 1024;
const HEADER_LIMIT = 16 * 1024;

/** The HTTP side, ready to listen. */
export async function createServer(deps: ServerDeps, config: ServerConfig): Promise<FastifyInstance> {
  const apollo = createApollo(deps, config);
  await apollo.start();
  const headers = securityHeaders(config.publicUrl);
  const server = Fastify({
    logger: false,
    genReqId: () => deps.randomness.uuid(),
    bodyLimit: BODY_LIMIT,
    // DO-3: a client that sends slowly must not hold a connection for long.
    requestTimeout: 30_000,
    keepAliveTimeout: 72_000,
    // Node would refuse a request without a Host by itself, in another shape and with no header of ours (GT-6, HH-3).
    http: { headersTimeout: 15_000, maxHeaderSize: HEADER_LIMIT, requireHostHeader: false },
    routerOptions: { maxParamLength: 100 },
    exposeHeadRoutes: false,
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    frameworkErrors: refuseUnroutable(deps),
    clientErrorHandler: answerUnreadable(deps.randomness, headers),
    forceCloseConnections: 'idle',
    // Fastify's own refusal would have another shape (GT-6): ours is in the scope of `/graphql`.
    return503OnClosing: false,
  });
  server.addHook('onClose', () => apollo.stop());
  logRequests(server, deps.log);
  addSecurityHeaders(server, headers);
  ignoreForwardedHost(server);
  answerFailuresInGraphQL(server, deps);
  // Only `/graphql` reads the cookie, and only where it may.
  await server.register(cookie, { hook: false });
  await addGraphQL(server, { ...deps, apollo, refuse: refusing(deps) }, config);
  addHealth(server, deps.health);
  addPublicDocuments(server, deps.publicDocuments);
  if (deps.measures !== null) addMetrics(server, deps.measures);
  return server;
}

/** The path without its query: whatever a client put there by mistake stays out of the log (LOG-8). */
function logRequests(server: FastifyInstance, log: ServerDeps['log']): void {
  server.addHook('onResponse', async (request, reply) => {
    const path = request.url.split('?', 1)[0];
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    log.info(
      { requestId: request.id, method: request.method, path, status: reply.statusCode, ms },
      'request',
    );
  });
}
