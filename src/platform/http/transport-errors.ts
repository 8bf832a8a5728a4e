import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { describeFailure } from '../../core/failure.js';
import type { Log } from '../../core/log.js';
import { presentError } from '../graphql/reporting.js';
import type { Translator } from '../i18n/translator.js';
import { namesItsHost } from './host.js';

/**
 * The errors for requests that are refused before GraphQL handles them. For our own codes, the translated
 * message replaces `message` later. Any other status is an unexpected error.
 */
const REFUSALS: Readonly<Record<number, { code: string; message: string }>> = {
  400: { code: 'BAD_REQUEST', message: 'The request is not valid' },
  403: { code: 'FORBIDDEN', message: 'FORBIDDEN' },
  404: { code: 'BAD_REQUEST', message: 'No resource exists at this address' },
  405: { code: 'BAD_REQUEST', message: 'This address does not support the request method' },
  413: { code: 'BAD_REQUEST', message: 'The request is too large' },
  415: { code: 'BAD_REQUEST', message: 'The content type is not supported' },
  503: { code: 'SERVICE_UNAVAILABLE', message: 'SERVICE_UNAVAILABLE' },
};

const UNEXPECTED = { code: 'INTERNAL_SERVER_ERROR', message: 'INTERNAL_SERVER_ERROR' };

interface Deps {
  translator: Translator;
  log: Log;
}

/** Refuses a request with an HTTP status. */
export type Refuse = (request: FastifyRequest, reply: FastifyReply, status: number) => FastifyReply;

export function refusing(deps: Deps): Refuse {
  return (request, reply, status) => refuse(request, reply, status, deps);
}

/** Gives the error responses of every layer the format of a GraphQL error with the request id (GT-6). */
export function answerFailuresInGraphQL(server: FastifyInstance, deps: Deps): void {
  server.setNotFoundHandler((request, reply) => refuse(request, reply, 404, deps));
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500)
      deps.log.error({ requestId: request.id, failure: describeFailure(error) }, 'request failed');
    return refuse(request, reply, status, deps);
  });
  server.addHook('onRequest', async (request, reply) => {
    if (!namesItsHost(request.raw)) return refuse(request, reply, 400, deps);
    // The Apollo integration builds a URL from the host, which HTTP/1.0 may omit.
    request.raw.headers.host ??= 'localhost';
  });
  server.addHook('onSend', async (request, reply, payload) =>
    reply.statusCode >= 400 && typeof payload === 'string'
      ? finished(payload, request, reply.statusCode, deps.translator)
      : payload,
  );
}

/** Refuses a request with an unreadable path. Fastify would quote the path and runs no hook (ER-1). */
export function refuseUnroutable(deps: Deps) {
  return (_error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    void refuse(request, reply, 400, deps);
  };
}

function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  { translator }: Deps,
): FastifyReply {
  const { code, message } = REFUSALS[status] ?? UNEXPECTED;
  const error = { message, extensions: { code, status: REFUSALS[status] ? status : 500 } };
  return reply
    .code(error.extensions.status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [present(error, request, translator)] }));
}

interface Answer {
  errors?: GraphQLFormattedError[];
}

/**
 * Completes errors of Apollo that have no request id, because it refused the request early, or lack the
 * status.
 */
function finished(payload: string, request: FastifyRequest, status: number, translator: Translator): string {
  if (!payload.startsWith('{"errors"')) return payload;
  const { errors, ...rest } = JSON.parse(payload) as Answer;
  const complete = errors?.map((error) => {
    const { code, requestId } = error.extensions ?? {};
    const told = code === 'BAD_REQUEST' ? { ...error, extensions: { ...error.extensions, status } } : error;
    return requestId === undefined ? present(told, request, translator) : told;
  });
  return JSON.stringify({ errors: complete, ...rest });
}

function present(error: GraphQLFormattedError, request: FastifyRequest, translator: Translator) {
  const language = translator.negotiate(request.headers['accept-language']);
  return presentError(error, { requestId: request.id, language, translator });
}
