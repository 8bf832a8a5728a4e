import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ERRORS } from '../core/errors.js';
import { describeFailure } from '../core/failure.js';
import type { Log } from '../core/log.js';
import { presentError } from '../graphql/reporting.js';
import type { Translator } from '../languages/translator.js';

const SENTENCES: Readonly<Record<number, string>> = {
  400: 'The request is not valid',
  404: 'There is nothing at this address',
  405: 'This address does not take that method',
  413: 'The request is too large',
  415: 'The content type is not supported',
};

/** Gives every failure the shape of a GraphQL error, with the id of the request, whichever layer refused it (GT-6). */
export function answerFailuresInGraphQL(
  server: FastifyInstance,
  deps: { translator: Translator; log: Log },
): void {
  server.setNotFoundHandler((request, reply) => refuse(request, reply, 404));
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500)
      deps.log.error({ requestId: request.id, failure: describeFailure(error) }, 'request failed');
    return refuse(request, reply, status);
  });
  server.route({
    method: ['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
    url: '/graphql',
    handler: (request, reply) => refuse(request, reply.header('allow', 'GET, POST'), 405),
  });
  server.addHook('onSend', async (request, reply, payload) =>
    reply.statusCode >= 400 && typeof payload === 'string'
      ? finished(payload, request, deps.translator)
      : payload,
  );
}

function refuse(_request: FastifyRequest, reply: FastifyReply, status: number): FastifyReply {
  const known = SENTENCES[status];
  const error =
    known === undefined
      ? { message: ERRORS.INTERNAL_SERVER_ERROR.message, code: 'INTERNAL_SERVER_ERROR' }
      : { message: known, code: 'BAD_REQUEST' };
  return reply
    .code(known === undefined ? 500 : status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [{ message: error.message, extensions: { code: error.code, status } }] }));
}

interface Answer {
  errors?: { message: string; extensions?: Record<string, unknown> }[];
}

/** Apollo refuses some requests before it knows their context; here they get the id they lack. */
function finished(payload: string, request: FastifyRequest, translator: Translator): string {
  if (!payload.startsWith('{"errors"')) return payload;
  const { errors, ...rest } = JSON.parse(payload) as Answer;
  const language = translator.negotiate(request.headers['accept-language']);
  const finishedErrors = errors?.map((error) =>
    error.extensions?.['requestId'] === undefined
      ? presentError(error, { requestId: request.id, language, translator })
      : error,
  );
  return JSON.stringify({ errors: finishedErrors, ...rest });
}
