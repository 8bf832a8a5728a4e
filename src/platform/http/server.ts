import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Clock } from '../../core/clock.js';
import type { ProfileClaim } from '../../core/profile-claims.js';
import type { Randomness } from '../../core/randomness.js';
import type { ContextDeps } from '../graphql/context.js';
import type { OperationLimits } from '../graphql/limited.js';
import { type ApolloDeps, createApollo } from './apollo.js';
import { ClientAddresses } from './client-address.js';
import { limitConnections } from './connection-limit.js';
import { addGraphQL, type GraphQLRouteConfig } from './graphql-route.js';
import { addHealth, type Health, letConnectionsGo } from './health.js';
import { addMetrics, type Metrics } from './metrics.js';
import { addPublicDocuments, type PublicDocument } from './public-documents.js';
import { addSecurityHeaders, securityHeaders } from './security-headers.js';
import { addSessionRoute, withoutProxiedPath } from './session-route.js';
import { answerFailuresInGraphQL, refuseUnroutable, refusing } from './transport-errors.js';
import { answerUnreadable } from './unreadable-requests.js';

export interface ServerDeps extends ApolloDeps, ContextDeps {
  limits: Pick<OperationLimits, 'begin'>;
  randomness: Randomness;
  clock: Clock;
  health: Health;
  publicDocuments: readonly PublicDocument[];
  /** What `/metrics` answers to a bearer of the token; null where this address has no `/metrics`. */
  metrics: { readonly registry: Metrics; readonly token: string } | null;
  /** What is counted of an address. */
  addressKey: (address: string | null) => string;
}

export interface ServerConfig extends GraphQLRouteConfig {
  /** Whether the schema may be asked for, and a browser is shown the Sandbox. */
  readonly introspection: boolean;
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Whether anything is limited: off in benchmarks and tests. */
  readonly rateLimits: boolean;
  /** What `/session` tells of a user beside id and role. */
  readonly accessTokenClaims: readonly ProfileClaim[];
}

const BODY_LIMIT = 100 * 1024;
const HEADER_LIMIT = 16 * 1024;
/** DO-3: a client that sends slowly holds a connection for no longer. Node looks at intervals for requests past their time. */
const SLOWEST_REQUEST_MS = 30_000;
const CONNECTION_CHECK_MS = 1_000;

/** The HTTP side, ready to listen. */
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
      // Node would refuse a request without a Host by itself, in another shape and with no header of ours (GT-6, HH-3).
      requireHostHeader: false,
    },
    rewriteUrl: ({ url }) => withoutProxiedPath(url),
    routerOptions: { maxParamLength: 100 },
    exposeHeadRoutes: false,
    // Fastify would believe a proxy about host and scheme as well: `ClientAddresses` reads the address, and nothing else.
    trustProxy: false,
    frameworkErrors: refuseUnroutable(deps),
    clientErrorHandler: answerUnreadable(deps.randomness, headers),
    forceCloseConnections: 'idle',
    // Fastify's own refusal would have another shape (GT-6): ours is in the scope of `/graphql`.
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
  addHealth(server, deps.health);
  addPublicDocuments(server, deps.publicDocuments);
  if (deps.metrics !== null) addMetrics(server, deps.metrics.registry, deps.metrics.token);
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
