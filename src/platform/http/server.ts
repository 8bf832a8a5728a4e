import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Clock } from '../../core/clock.js';
import type { ProfileClaim } from '../../core/profile-claims.js';
import type { Randomness } from '../../core/randomness.js';
import type { ContextDeps } from '../graphql/context.js';
import type { OperationLimits } from '../graphql/limited.js';
import { type ApolloDeps, createApollo } from './apollo.js';
import { addCallbackRoute, type CallbackRouteDeps } from './callback-route.js';
import { ClientAddresses } from './client-address.js';
import { limitConnections } from './connection-limit.js';
import { addGraphQL, type GraphQLRouteConfig } from './graphql-route.js';
import { addHealth, type Health, letConnectionsGo } from './health.js';
import { addMetrics, type Metrics } from './metrics.js';
import { addPublicDocuments, type PublicDocument } from './public-documents.js';
import { addSecurityHeaders, securityHeaders } from './security-headers.js';
import { addSessionRoute, type SessionRouteDeps, withoutProxiedPath } from './session-route.js';
import { answerFailuresInGraphQL, refuseUnroutable, refusing } from './transport-errors.js';
import { answerUnreadable } from './unreadable-requests.js';

export interface ServerDeps
  extends ApolloDeps,
    ContextDeps,
    Pick<SessionRouteDeps, 'requireEnrolled'>,
    Pick<CallbackRouteDeps, 'answerCallback'> {
  limits: Pick<OperationLimits, 'begin'>;
  randomness: Randomness;
  clock: Clock;
  health: Health;
  publicDocuments: readonly PublicDocument[];
  /** The metrics and the bearer token of `/metrics`; null if this listener has no `/metrics`. */
  metrics: { readonly registry: Metrics; readonly token: string } | null;
  /** The key by which an address is counted. */
  addressKey: (address: string | null) => string;
}

export interface ServerConfig extends GraphQLRouteConfig {
  /** Addresses and networks of proxies whose `X-Forwarded-For` is trusted. */
  readonly trustedProxies: readonly string[];
  /** Whether rate limits are on; off in benchmarks and tests. */
  readonly rateLimits: boolean;
  /** The claims about a user that `/session` returns in addition to id and role. */
  readonly accessTokenClaims: readonly ProfileClaim[];
}

const BODY_LIMIT = 100 * 1024;
const HEADER_LIMIT = 16 * 1024;
/**
 * The longest time for a request to arrive, against slow clients (DO-3). Node checks for late ones at
 * intervals.
 */
const SLOWEST_REQUEST_MS = 30_000;
const CONNECTION_CHECK_MS = 1_000;

/** Creates the HTTP server, ready to listen. */
export async function createServer(deps: ServerDeps, config: ServerConfig): Promise<FastifyInstance> {
  const apollo = createApollo(deps, config);
  await apollo.start();
  const headers = securityHeaders(config.publicUrl);
  const server = Fastify({
    logger: false,
    genReqId: () => deps.randomness.uuid(),
    bodyLimit: BODY_LIMIT,
    requestTimeout: SLOWEST_REQUEST_MS - CONNECTION_CHECK_MS,
    keepAliveTimeout: 72_000,
    http: {
      headersTimeout: 15_000,
      connectionsCheckingInterval: CONNECTION_CHECK_MS,
      maxHeaderSize: HEADER_LIMIT,
      // Node itself would refuse a request without `Host`, in a different format and without our headers
      // (GT-6, HH-3).
      requireHostHeader: false,
    },
    rewriteUrl: ({ url }) => withoutProxiedPath(url),
    routerOptions: { maxParamLength: 100 },
    exposeHeadRoutes: false,
    // Fastify would also trust the host and scheme from a proxy. `ClientAddresses` reads only the address.
    trustProxy: false,
    frameworkErrors: refuseUnroutable(deps),
    clientErrorHandler: answerUnreadable(deps.randomness, headers),
    forceCloseConnections: 'idle',
    // The refusal of Fastify has a different format (GT-6). Ours is in the scope of `/graphql`.
    return503OnClosing: false,
  });
  server.addHook('onClose', () => apollo.stop());
  logRequests(server, deps.log);
  const clientAddresses = new ClientAddresses(deps, config.trustedProxies);
  if (config.rateLimits) limitConnections(server.server, { ...deps, clientAddresses });
  addSecurityHeaders(server, headers);
  letConnectionsGo(server, deps.health);
  answerFailuresInGraphQL(server, deps);
  await server.register(cookie, { hook: false });
  const routeDeps = { ...deps, clientAddresses, refuse: refusing(deps) };
  await addGraphQL(server, { ...routeDeps, apollo }, config);
  await addSessionRoute(server, routeDeps, config.accessTokenClaims);
  await addCallbackRoute(server, routeDeps);
  addHealth(server, deps.health);
  addPublicDocuments(server, deps.publicDocuments);
  if (deps.metrics !== null) addMetrics(server, deps.metrics.registry, deps.metrics.token);
  return server;
}

/** Logs the path without the query, because a client may put a secret there by mistake (LOG-8). */
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
