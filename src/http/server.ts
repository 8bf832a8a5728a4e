import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Log } from '../core/log.js';
import type { Randomness } from '../core/randomness.js';
import { type Identify, RequestContext, readBearer } from '../graphql/context.js';
import { formatError, type IsUnavailable } from '../graphql/error-mapping.js';
import { executionOptions, parseOptions, validationOptions, validationRules } from '../graphql/limits.js';
import { reporting } from '../graphql/reporting.js';
import type { Translator } from '../languages/translator.js';
import { addHealth, type Health } from './health.js';
import { addJwks } from './jwks.js';
import { landingPage } from './landing-page.js';
import { answerFailuresInGraphQL, refuseUnroutable } from './transport-errors.js';

export interface ServerDeps {
  schema: GraphQLSchema;
  identify: Identify;
  isUnavailable: IsUnavailable;
  translator: Translator;
  randomness: Randomness;
  health: Health;
  jwks: () => object;
  log: Log;
}

export interface ServerConfig {
  /** Whether the schema may be asked for, and a browser is shown the Sandbox. */
  introspection: boolean;
}

const BODY_LIMIT = 100 * 1024;
const HEADER_LIMIT = 16 * 1024;
const MAX_USER_AGENT = 256;

/** The HTTP side, ready to listen. Every setting that matters is written out: none may follow NODE_ENV (GT-3). */
export async function createServer(deps: ServerDeps, config: ServerConfig): Promise<FastifyInstance> {
  const apollo = createApollo(deps, config);
  await apollo.start();
  const server = Fastify({
    logger: false,
    genReqId: () => deps.randomness.uuid(),
    bodyLimit: BODY_LIMIT,
    // DO-3: a client that sends slowly must not hold a connection for long.
    requestTimeout: 30_000,
    keepAliveTimeout: 72_000,
    http: { headersTimeout: 15_000, maxHeaderSize: HEADER_LIMIT },
    routerOptions: { maxParamLength: 100 },
    exposeHeadRoutes: false,
    frameworkErrors: refuseUnroutable(deps),
    forceCloseConnections: 'idle',
  });
  server.addHook('onClose', () => apollo.stop());
  logRequests(server, deps.log);
  answerFailuresInGraphQL(server, deps);
  addGraphQL(server, apollo, deps);
  addHealth(server, deps.health);
  addJwks(server, deps.jwks);
  return server;
}

function createApollo(deps: ServerDeps, { introspection }: ServerConfig): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema: deps.schema,
    introspection,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !introspection,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    maxRecursiveSelections: true,
    parseOptions,
    validationOptions,
    executionOptions,
    validationRules,
    formatError: (formatted, error) => formatError(formatted, error, deps.isUnavailable),
    logger: silent,
    // Cache control would look at every field of every answer, and no answer here may be cached.
    plugins: [reporting(deps), landingPage(introspection), ApolloServerPluginCacheControlDisabled()],
  });
}

function addGraphQL(server: FastifyInstance, apollo: ApolloServer<RequestContext>, deps: ServerDeps): void {
  const handler = fastifyApolloHandler(apollo, { context: async (request) => contextOf(request, deps) });
  server.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: (request, reply) => {
      // RFC 6749 §5.1: no cache may keep a token.
      reply.header('cache-control', 'no-store');
      return handler.call(server, request, reply);
    },
  });
}

function contextOf({ id, raw, socket, headers }: FastifyRequest, deps: ServerDeps): RequestContext {
  const origin = {
    requestId: id,
    ipAddress: socket.remoteAddress ?? null,
    userAgent: headers['user-agent']?.slice(0, MAX_USER_AGENT) ?? null,
  };
  // Two headers are one bad token, and not the first of them: two readers could believe two of them (JWT-9).
  const bearer = readBearer(raw.headersDistinct['authorization']?.join(', '));
  return new RequestContext(origin, bearer, deps, headers['accept-language']);
}

/** The path without its query: whatever a client put there by mistake stays out of the log (LOG-8). */
function logRequests(server: FastifyInstance, log: Log): void {
  server.addHook('onResponse', async (request, reply) => {
    const path = request.url.split('?', 1)[0];
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    log.info(
      { requestId: request.id, method: request.method, path, status: reply.statusCode, ms },
      'request',
    );
  });
}

/** Apollo logs errors with their messages, which may quote what was submitted. `reporting` logs them without. */
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {}
