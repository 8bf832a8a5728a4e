import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../core/clock.js';
import type { Log } from '../../core/log.js';
import { type Caller, type ContextDeps, RequestContext } from '../graphql/context.js';
import { captchaTokenOf } from './captcha-token.js';
import type { ClientAddresses } from './client-address.js';
import { addCors } from './cors.js';
import { RequestDeviceCookie } from './device-cookie.js';
import { explorer } from './explorer-page.js';
import { tellOfForeignOrigins } from './foreign-origins.js';
import type { Health } from './health.js';
import { allowingOrigins, type BrowserOrigins } from './origins.js';
import { guardRefreshCookie, RequestRefreshCookie } from './refresh-cookie.js';
import { bearerOf, requestMetaOf } from './request-meta.js';
import { addSandbox } from './sandbox-page.js';
import { serviceKeyOf } from './service-key.js';
import type { Refuse } from './transport-errors.js';
import { onlyTrusted, type TrustedDocuments } from './trusted-documents.js';

const PATH = '/graphql';

export interface GraphQLRouteDeps extends ContextDeps {
  apollo: ApolloServer<RequestContext>;
  health: Pick<Health, 'closing'>;
  clientAddresses: Pick<ClientAddresses, 'of'>;
  refuse: Refuse;
  log: Log;
  clock: Clock;
}

export interface GraphQLRouteConfig extends BrowserOrigins {
  /** Null if the service answers any document. */
  readonly trustedDocuments: TrustedDocuments | null;
  /** Whether browsers get an explorer of the API. */
  readonly introspection: boolean;
}

/** Adds `/graphql` in its own scope, so that CORS applies to no other path. */
export async function addGraphQL(
  server: FastifyInstance,
  deps: GraphQLRouteDeps,
  { trustedDocuments, introspection, ...origins }: GraphQLRouteConfig,
): Promise<void> {
  const allows = allowingOrigins(origins);
  const own = new URL(origins.publicUrl).origin;
  const mayUseCookie = (origin: string | undefined) => origin === own || allows(origin);
  const handler = fastifyApolloHandler(deps.apollo, {
    context: async (request, reply) => {
      const cookies = {
        refreshCookie: new RequestRefreshCookie(request, reply, mayUseCookie),
        deviceCookie: new RequestDeviceCookie('known', request, reply, mayUseCookie),
        trustedCookie: new RequestDeviceCookie('trusted', request, reply, mayUseCookie),
      };
      return contextOf(request, cookies, deps);
    },
  });
  await server.register(async (scope) => {
    tellOfForeignOrigins(scope, mayUseCookie, deps);
    await addCors(scope, PATH, allows);
    scope.addHook('onRequest', async (request, reply) =>
      deps.health.closing() ? deps.refuse(request, reply, 503) : undefined,
    );
    guardRefreshCookie(scope, mayUseCookie, deps.refuse);
    const preHandler = [
      ...(introspection ? [await explorer()] : []),
      ...(trustedDocuments === null ? [] : [onlyTrusted(trustedDocuments)]),
    ];
    scope.route({ method: ['GET', 'POST'], url: PATH, preHandler, handler });
    scope.route({
      method: ['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE'],
      url: PATH,
      handler: (request, reply: FastifyReply) =>
        deps.refuse(request, reply.header('allow', 'GET, POST'), 405),
    });
    if (introspection) addSandbox(scope, `${PATH}/sandbox`, origins.publicUrl);
  });
}

function contextOf(
  request: FastifyRequest,
  cookies: Pick<Caller, 'refreshCookie' | 'deviceCookie' | 'trustedCookie'>,
  deps: GraphQLRouteDeps,
): RequestContext {
  const [requestMeta, bearer, serviceKey] = [
    requestMetaOf(request, deps.clientAddresses),
    bearerOf(request),
    serviceKeyOf(request.raw),
  ];
  const captchaToken = captchaTokenOf(request.raw);
  const caller = { requestMeta, bearer, serviceKey, captchaToken, ...cookies };
  return new RequestContext(caller, deps, request.headers['accept-language']);
}
