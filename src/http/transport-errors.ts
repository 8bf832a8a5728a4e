import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
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

interface Deps {
  translator: Translator;
  log: Log;
}

/** Gives every failure the shape of a GraphQL error, with the id of the request, whichever layer refused it (GT-6). */
export function answerFailuresInGraphQL(server: FastifyInstance, deps: Deps): void {
  server.setNotFoundHandler((request, reply) => refuse(request, reply, 404, deps));
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500)
      deps.log.error({ requestId: request.id, failure: describeFailure(error) }, 'request failed');
    return refuse(request, reply, status, deps);
  });
  server.route({
    method: ['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
    url: '/graphql',
    handler: (request, reply) => refuse(request, reply.header('allow', 'GET, POST'), 405, deps),
  });
  server.addHook('onRequest', async (request, reply) => {
    reply.header(...NOSNIFF);
    // The Apollo integration makes a URL of the host, and fails where it is none.
    if (!URL.canParse(`http://${request.hostname}/`)) return refuse(request, reply, 400, deps);
  });
  server.addHook('onSend', async (request, reply, payload) =>
    reply.statusCode >= 400 && typeof payload === 'string'
      ? finished(payload, request, deps.translator)
      : payload,
  );
}

const NOSNIFF = ['x-content-type-options', 'nosniff'] as const;

/** Answers a request whose address cannot be read: Fastify would quote it, and runs no hook for it (ER-1). */
export function refuseUnroutable(deps: Deps) {
  return (_error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    void refuse(request, reply.header(...NOSNIFF), 400, deps);
  };
}

function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  { translator }: Deps,
): FastifyReply {
  const known = SENTENCES[status];
  const extensions =
    known === undefined ? { code: 'INTERNAL_SERVER_ERROR', status: 500 } : { code: 'BAD_REQUEST', status };
  const error = { message: known ?? ERRORS.INTERNAL_SERVER_ERROR.message, extensions };
  return reply
    .code(extensions.status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [present(error, request, translator)] }));
}

interface Answer {
  errors?: GraphQLFormattedError[];
}

/** Apollo refuses some requests before it knows their context; here they get the id they lack. */
function finished(payload: string, request: FastifyRequest, translator: Translator): string {
  if (!payload.startsWith('{"errors"')) return payload;
  const { errors, ...rest } = JSON.parse(payload) as Answer;
  const complete = errors?.map((error) =>
    error.extensions?.['requestId'] === undefined ? present(error, request, translator) : error,
  );
  return JSON.stringify({ errors: complete, ...rest });
}

function present(error: GraphQLFormattedError, request: FastifyRequest, translator: Translator) {
  const language = translator.negotiate(request.headers['accept-language']);
  return presentError(error, { requestId: request.id, language, translator });
}
