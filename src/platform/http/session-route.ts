import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../core/errors.js';
import { describeFailure } from '../../core/failure.js';
import type { Log } from '../../core/log.js';
import { PROFILE_CLAIMS, type ProfileClaim, profileOf } from '../../core/profile-claims.js';
import type { Viewer } from '../../core/viewer.js';
import type { Identify } from '../graphql/context.js';
import { type IsUnavailable, refusalOf } from '../graphql/error-mapping.js';
import type { OperationLimits } from '../graphql/limited.js';
import type { ClientAddresses } from './client-address.js';
import { bearerOf, originOf } from './request-meta.js';
import type { Refuse } from './transport-errors.js';

const PATH = '/session';

export interface SessionRouteDeps {
  identify: Identify;
  isUnavailable: IsUnavailable;
  limits: Pick<OperationLimits, 'begin'>;
  clientAddresses: Pick<ClientAddresses, 'of'>;
  refuse: Refuse;
  log: Log;
}

/** A proxy may send the path of the request that it asks about. That path is not read, and not logged: it may hold secrets. */
export function withoutProxiedPath(url = ''): string {
  return /^\/session[/?]/.test(url) ? PATH : url;
}

/**
 * `/session` tells a proxy whose access token a request carries, by any method, so that services behind the proxy need
 * no code of their own. It reads the bearer token alone: a cookie travels unasked, and every request of a page
 * of any origin would then be signed in.
 */
export async function addSessionRoute(
  server: FastifyInstance,
  deps: SessionRouteDeps,
  claims: readonly ProfileClaim[],
): Promise<void> {
  await server.register(
    async (scope) => {
      // Answered before the body, which is meant for the service behind the proxy.
      scope.addHook('onRequest', async (request, reply) => {
        reply.header('vary', 'Authorization');
        const bearer = bearerOf(request);
        try {
          if (bearer === null) throw new Refusal('UNAUTHENTICATED');
          return reply
            .headers(headersOf(await deps.identify(bearer, originOf(request, deps.clientAddresses)), claims))
            .send();
        } catch (error) {
          return refuse(error, request, reply, deps);
        }
      });
      // The CORS plugin of another route takes OPTIONS at every address that has no route for it.
      scope.options('', (request, reply) => deps.refuse(request, reply, 404));
      // A route has to name its methods, and proxies hand on more of them than Fastify knows.
      scope.setNotFoundHandler((request, reply) => deps.refuse(request, reply, 404));
    },
    { prefix: PATH },
  );
}

/**
 * Every header is there, empty without a value: a proxy that copies them must overwrite whatever a client sent under the
 * same name. Percent-encoded, so that no value can end a header.
 */
function headersOf({ sessionId, account }: Viewer, claims: readonly ProfileClaim[]): Record<string, string> {
  const profile = profileOf(account, claims);
  return {
    'latchkey-user-id': account.id,
    'latchkey-session-id': sessionId,
    'latchkey-role': account.role,
    ...Object.fromEntries(
      PROFILE_CLAIMS.filter((claim) => claims.includes(claim)).map((claim) => [
        `latchkey-${claim}`,
        encodeURIComponent(profile[claim] ?? ''),
      ]),
    ),
  };
}

async function refuse(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  deps: SessionRouteDeps,
): Promise<FastifyReply> {
  const refusal = refusalOf(error, deps.isUnavailable);
  if (refusal.code === 'SERVICE_UNAVAILABLE') return deps.refuse(request, reply, 503);
  if (refusal.code === 'INTERNAL_SERVER_ERROR') {
    deps.log.error({ requestId: request.id, failure: describeFailure(error) }, 'request failed');
    return deps.refuse(request, reply, 500);
  }
  return unauthorized(await counted(refusal, request, deps), reply);
}

/** A good token is never counted, so nobody else at an address can lock its user out (RL-6). */
async function counted(refusal: Refusal, request: FastifyRequest, deps: SessionRouteDeps): Promise<Refusal> {
  try {
    await deps.limits.begin('session', {
      origin: originOf(request, deps.clientAddresses),
      subject: null,
      knownDevice: null,
    });
    return refusal;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** 401 for a suspended user too: to most proxies, any other status is a failure of this service. */
function unauthorized({ code, message, extras }: Refusal, reply: FastifyReply): FastifyReply {
  const status = code === 'RATE_LIMITED' ? 429 : 401;
  const error = { message, extensions: { code, status, ...extras } };
  if (status === 429) reply.header('retry-after', String(extras['retryAfter']));
  else reply.header('www-authenticate', 'Bearer');
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [error] }));
}
