import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestMeta } from '../../core/viewer.js';
import type { Translator } from '../i18n/translator.js';
import type { ClientAddresses } from './client-address.js';
import { requestMetaOf } from './request-meta.js';

const PATH = '/sign-in/:provider/callback';
/** The longest answer that a provider sends by POST. */
const FORM_LIMIT = 16 * 1024;
const FORM = 'application/x-www-form-urlencoded';

/**
 * @param answer the parameters of the request
 * @returns the address to which the browser goes; null if nothing is under way
 */
export type AnswerCallback = (
  provider: string,
  answer: URLSearchParams,
  requestMeta: RequestMeta,
) => Promise<string | null>;

export interface CallbackRouteDeps {
  answerCallback: AnswerCallback;
  translator: Pick<Translator, 'negotiate' | 'translate'>;
  clientAddresses: Pick<ClientAddresses, 'of'>;
}

/**
 * Adds the address to which sign-in providers send browsers back, by GET or by POST. It is the only one that reads a
 * form, in a scope of its own: elsewhere a form could be sent from any page without a question of the browser (GT-1).
 * It reads no cookie and sets none.
 */
export async function addCallbackRoute(server: FastifyInstance, deps: CallbackRouteDeps): Promise<void> {
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(FORM, { parseAs: 'string', bodyLimit: FORM_LIMIT }, (_request, body, done) =>
      done(null, body),
    );
    scope.get(PATH, (request, reply) => answer(request, reply, queryOf(request), deps));
    scope.post(PATH, (request, reply) =>
      answer(request, reply, new URLSearchParams(`${request.body ?? ''}`), deps),
    );
  });
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  parameters: URLSearchParams,
  { answerCallback, translator, clientAddresses }: CallbackRouteDeps,
): Promise<FastifyReply> {
  const { provider } = request.params as { provider: string };
  const location = await answerCallback(provider, parameters, requestMetaOf(request, clientAddresses));
  // After a POST too, the browser continues by GET and without the form (RFC 9700 §4.12).
  if (location !== null) return reply.code(303).header('location', location).send();
  const language = translator.negotiate(request.headers['accept-language']);
  return reply
    .code(400)
    .type('text/plain; charset=utf-8')
    .header('content-language', language)
    .header('vary', 'Accept-Language')
    .send(translator.translate(language, 'answers.providerSignInOver'));
}

/** Fastify's own parser drops parameters that come twice, and this one must see both. */
function queryOf({ url }: FastifyRequest): URLSearchParams {
  const start = url.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : url.slice(start));
}
