import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AuthError } from '../../core/errors.js';
import { describeFailure } from '../../core/failure.js';
import type { Log } from '../../core/log.js';
import { PROFILE_CLAIMS, type ProfileClaim, profileOf } from '../../core/profile-claims.js';
import type { Viewer } from '../../core/viewer.js';
import type { Identify } from '../graphql/context.js';
import { authErrorOf, type IsUnavailable } from '../graphql/error-mapping.js';
import type { OperationLimits } from '../graphql/limited.js';
import type { RequireEnrolled } from '../graphql/public.js';
import type { ClientAddresses } from './client-address.js';
import { bearerOf, requestMetaOf } from './request-meta.js';
import type { Refuse } from './transport-errors.js';

const PATH = '/session';

export interface SessionRouteDeps {
  identify: Identify;
  requireEnrolled: RequireEnrolled;
  isUnavailable: IsUnavailable;
  limits: Pick<OperationLimits, 'begin'>;
  clientAddresses: Pick<ClientAddresses, 'of'>;
  refuse: Refuse;
  log: Log;
}

/**
 * A proxy may append the path of the request that it asks about. The service neither reads nor logs that
 * path, because it may contain secrets.
 */
export function withoutProxiedPath(url = ''): string {
  return /^\/session[/?]/.test(url) ? PATH : url;
}

/**
 * Adds `/session`, which tells a proxy the user of an access token, so that services behind the proxy need no
 * code for it. It accepts any method. It reads only the bearer token: browsers send a cookie with requests
 * from any page, so with cookies an attacker's page could send authenticated requests (CSRF).
 */
export async function addSessionRoute(
  server: FastifyInstance,
  deps: SessionRouteDeps,
  claims: readonly ProfileClaim[],
): Promise<void> {
  await server.register(
    async (scope) => {
      // Answers before the body is read, which is for the service behind the proxy.
      scope.addHook('onRequest', async (request, reply) => {
        reply.header('vary', 'Authorization');
        const bearer = bearerOf(request);
        try {
          if (bearer === null) throw new AuthError('UNAUTHENTICATED');
          const viewer = await deps.identify(bearer, requestMetaOf(request, deps.clientAddresses));
          await deps.requireEnrolled(viewer);
          return reply.headers(headersOf(viewer, claims)).send();
        } catch (error) {
          return refuse(error, request, reply, deps);
        }
      });
      // The CORS plugin of another route handles OPTIONS for every path without its own OPTIONS route.
      scope.options('', (request, reply) => deps.refuse(request, reply, 404));
      // A route has to list its methods, and proxies forward methods that Fastify does not know.
      scope.setNotFoundHandler((request, reply) => deps.refuse(request, reply, 404));
    },
    { prefix: PATH },
  );
}

/**
 * Sends every header, empty if it has no value, so that a proxy that copies them overwrites forged headers of
 * the client. Values are percent-encoded against header injection.
 */
function headersOf(
  { sessionId, account, told }: Viewer,
  claims: readonly ProfileClaim[],
): Record<string, string> {
  const profile = profileOf(account, claims);
  return {
    'latchkey-user-id': account.id,
    'latchkey-session-id': sessionId,
    'latchkey-role': account.role,
    'latchkey-acr': told?.acr ?? '',
    'latchkey-auth-time': String(told?.authTime ?? ''),
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
  const refusal = authErrorOf(error, deps.isUnavailable);
  if (refusal.code === 'SERVICE_UNAVAILABLE') return deps.refuse(request, reply, 503);
  if (refusal.code === 'INTERNAL_SERVER_ERROR') {
    deps.log.error({ requestId: request.id, failure: describeFailure(error) }, 'request failed');
    return deps.refuse(request, reply, 500);
  }
  return unauthorized(await counted(refusal, request, deps), reply);
}

/**
 * Counts refused tokens only, so an attacker at the same address cannot lock out a user with a valid one
 * (RL-6).
 */
async function counted(
  refusal: AuthError,
  request: FastifyRequest,
  deps: SessionRouteDeps,
): Promise<AuthError> {
  try {
    await deps.limits.begin('session', {
      requestMeta: requestMetaOf(request, deps.clientAddresses),
      subject: null,
      knownDevice: null,
    });
    return refusal;
  } catch (error) {
    if (error instanceof AuthError) return error;
    throw error;
  }
}

/** RFC 6750 §3, and RFC 9470 §3 for a user who must enrol a second factor. */
function challengeOf(refusal: AuthError): string {
  return refusal.code === 'STEP_UP_REQUIRED'
    ? `Bearer error="insufficient_user_authentication", acr_values="${refusal.extras.acr}"`
    : 'Bearer';
}

/** 401 for a suspended user too, because most proxies treat any other status as a failure of this service. */
function unauthorized(refusal: AuthError, reply: FastifyReply): FastifyReply {
  const { code, message, extras } = refusal;
  if (refusal.code === 'RATE_LIMITED') reply.header('retry-after', String(refusal.extras.retryAfter));
  else reply.header('www-authenticate', challengeOf(refusal));
  const status = code === 'RATE_LIMITED' ? 429 : 401;
  const error = { message, extensions: { code, status, ...extras } };
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [error] }));
}
