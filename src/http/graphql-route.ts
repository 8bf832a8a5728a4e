import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ContextDeps, RequestContext, readBearer } from '../graphql/context.js';
import { clientAddress } from './client-address.js';
import { addCors } from './cors.js';
import { RequestDeviceCookie } from './device-cookie.js';
import type { Health } from './health.js';
import { guardRefreshCookie, RequestRefreshCookie } from './refresh-cookie.js';
import { guardServiceKey, serviceKeyOf } from './service-key.js';
import type { Refuse } from './transport-errors.js';
import { onlyTrusted, type TrustedDocuments } from './trusted-documents.js';

const PATH = '/graphql';
const MAX_USER_AGENT = 256;

export interface GraphQLRouteDeps extends ContextDeps {
  apollo: ApolloServer<RequestContext>;
  health: Pick<Health, 'draining'>;
  refuse: Refuse;
}

export interface GraphQLRouteConfig extends BrowserOrigins {
  /** Null: any document is answered. */
  readonly trustedDocuments: TrustedDocuments | null;
}

export interface BrowserOrigins {
  /** The service's own address: its pages need no permission of the browser's, and may use the cookie. */
  readonly publicUrl: string;
  /** Origins whose pages may read answers and use the cookie. */
  readonly corsOrigins: readonly string[];
}

/** `/graphql`, in a scope of its own: no other address is opened to pages of other origins. */
export async function addGraphQL(
  server: FastifyInstance,
  deps: GraphQLRouteDeps,
  { publicUrl, corsOrigins, trustedDocuments }: GraphQLRouteConfig,
): Promise<void> {
  const mayUseCookie = within(new Set([...corsOrigins, new URL(publicUrl).origin]));
  const handler = fastifyApolloHandler(deps.apollo, {
    context: async (request, reply) => {
      const cookies = {
        refreshCookie: new RequestRefreshCookie(request, reply, mayUseCookie),
        deviceCookie: new RequestDeviceCookie(request, reply, mayUseCookie),
      };
      return contextOf(request, cookies, deps);
    },
  });
  await server.register(async (scope) => {
    await addCors(scope, PATH, new Set(corsOrigins));
    scope.addHook('onRequest', async (request, reply) =>
      deps.health.draining() ? deps.refuse(request, reply, 503) : undefined,
    );
    guardRefreshCookie(scope, mayUseCookie, deps.refuse);
    guardServiceKey(scope, deps.refuse);
    const preHandler = trustedDocuments === null ? [] : [onlyTrusted(trustedDocuments)];
    scope.route({ method: ['GET', 'POST'], url: PATH, preHandler, handler });
    scope.route({
      method: ['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE'],
      url: PATH,
      handler: (request, reply: FastifyReply) =>
        deps.refuse(request, reply.header('allow', 'GET, POST'), 405),
    });
  });
}

function within(origins: ReadonlySet<string>) {
  return (origin: string | undefined) => origin !== undefined && origins.has(origin);
}

function contextOf(
  request: FastifyRequest,
  cookies: { refreshCookie: RequestRefreshCookie; deviceCookie: RequestDeviceCookie },
  deps: GraphQLRouteDeps,
): RequestContext {
  const { id, raw, headers } = request;
  const origin = {
    requestId: id,
    ipAddress: clientAddress(request),
    userAgent: headers['user-agent']?.slice(0, MAX_USER_AGENT) ?? null,
  };
  // Two headers are one bad token, and not the first of them: two readers could believe two of them (JWT-9).
  const bearer = readBearer(raw.headersDistinct['authorization']?.join(', '));
  const caller = { origin, bearer, serviceKey: serviceKeyOf(raw), ...cookies };
  return new RequestContext(caller, deps, headers['accept-language']);
}
