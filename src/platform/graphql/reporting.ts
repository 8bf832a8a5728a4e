import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { FieldProblem } from '../../core/errors.js';
import { describeFailure } from '../../core/failure.js';
import type { Log } from '../../core/log.js';
import { RepeatedFailures } from '../../core/repeated-failures.js';
import type { Translator } from '../i18n/translator.js';
import type { RequestContext } from './context.js';
import { describeDocumentErrors } from './document-problems.js';
import { authErrorOf, extensionsOf, type IsUnavailable, isVariableError, SAID } from './error-mapping.js';
import { findVariableProblems } from './variable-problems.js';

/** The data of a request that its error messages need. */
export interface Presentation {
  readonly requestId: string;
  readonly language: string;
  readonly translator: Translator;
}

/**
 * Translates an error into the language of the client and adds the request id, by which the log can be
 * searched.
 */
export function presentError(
  error: GraphQLFormattedError,
  { requestId, language, translator }: Presentation,
): GraphQLFormattedError {
  const { code, fields, reason } = extensionsOf(error);
  const key = [`reasons.${reason}`, `errors.${code}`].find((wanted) => translator.has(wanted));
  // Errors that are not ours are for developers, in English: see GRAPHQL_SENTENCES and BAD_REQUEST.
  const message = key === undefined ? error.message : translator.say(language, { key, params: {} });
  const said = fields && { fields: sayProblems(fields, language, translator) };
  return { ...error, message, extensions: { ...error.extensions, ...said, requestId } };
}

function sayProblems(problems: readonly FieldProblem[], language: string, translator: Translator) {
  return problems.map(({ field, rule, sentence }) => ({
    field,
    rule,
    message: translator.say(language, sentence),
    ...(Object.keys(sentence.params).length > 0 && { params: sentence.params }),
  }));
}

/** The Apollo plugin that completes errors with data of the request and logs the unexpected ones. */
export function reporting(deps: {
  translator: Translator;
  isUnavailable: IsUnavailable;
  log: Log;
}): ApolloServerPlugin<RequestContext> {
  const repeated = new RepeatedFailures(deps.log);
  return {
    async unexpectedErrorProcessingRequest({ error, requestContext }) {
      const { requestId } = requestContext.contextValue.requestMeta;
      deps.log.error({ requestId, failure: describeFailure(error) }, 'INTERNAL_SERVER_ERROR');
    },
    async requestDidStart() {
      return {
        async didEncounterErrors(request) {
          saySchemaProblems(request);
          for (const error of request.errors) {
            if (isVariableError(error)) addFields(error, request);
            else logUnforeseen(error, request.contextValue.requestMeta.requestId, { ...deps, repeated });
          }
        },
        async willSendResponse({ response, contextValue }) {
          if (response.body.kind !== 'single' || response.body.singleResult.errors === undefined) return;
          const { language, requestMeta } = contextValue;
          const pause = retryAfter(response.body.singleResult.errors);
          if (pause !== undefined) response.http.headers.set('retry-after', pause);
          const challenge = stepUpChallenge(response.body.singleResult.errors);
          if (challenge !== undefined) response.http.headers.set('www-authenticate', challenge);
          response.body.singleResult.errors = withoutRepetition(response.body.singleResult.errors).map(
            (error) =>
              presentError(error, {
                requestId: requestMeta.requestId,
                language,
                translator: deps.translator,
              }),
          );
        },
      };
    },
  };
}

/** Adds the variables that do not fit their types, without the submitted values. */
function addFields(error: GraphQLError, request: GraphQLRequestContext<RequestContext>): void {
  if (!request.operation) return;
  error.extensions['fields'] = findVariableProblems(
    request.schema,
    request.operation,
    request.request.variables ?? {},
  );
}

/** Adds the messages for validation errors, with names from the schema alone. */
function saySchemaProblems({ schema, document, errors = [] }: GraphQLRequestContext<RequestContext>): void {
  const unfit = errors.filter(({ extensions }) => extensions['code'] === 'GRAPHQL_VALIDATION_FAILED');
  if (document === undefined || unfit.length === 0) return;
  for (const [error, sentence] of describeDocumentErrors(schema, document, unfit))
    if (sentence !== null) error.extensions[SAID] = sentence;
}

/** The `Retry-After` header (RFC 9110 §10.2.3), for proxies and HTTP clients that do not read the body. */
function retryAfter(errors: readonly GraphQLFormattedError[]): string | undefined {
  const seconds = errors.map((error) => extensionsOf(error).retryAfter).find((pause) => pause !== undefined);
  return seconds === undefined ? undefined : String(seconds);
}

/** The challenge of RFC 9470 §3, for HTTP clients that do not read the body. */
function stepUpChallenge(errors: readonly GraphQLFormattedError[]): string | undefined {
  const needed = errors.map(extensionsOf).find(({ code }) => code === 'STEP_UP_REQUIRED');
  if (needed === undefined) return undefined;
  return `Bearer error="insufficient_user_authentication", acr_values="${needed.acr}", max_age=${needed.maxAge}`;
}

/**
 * graphql-js raises one error for each problem. For variables, the first error already lists all problems.
 * For a document, only one error with the same message is kept.
 */
function withoutRepetition(errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[] {
  const [first] = errors;
  if (first?.extensions?.['code'] === 'BAD_USER_INPUT' && first.path === undefined) return [first];
  if (first?.extensions?.['code'] !== 'GRAPHQL_VALIDATION_FAILED') return errors;
  return errors.filter(
    ({ message }, index) => errors.findIndex((other) => other.message === message) === index,
  );
}

/**
 * The codes that every request returns during an outage, with their log level. Repetitions are only counted.
 */
const REPEATED = { SERVICE_UNAVAILABLE: 'error', SERVER_BUSY: 'warn' } as const;

function logUnforeseen(
  error: GraphQLError,
  requestId: string,
  deps: { log: Log; repeated: RepeatedFailures; isUnavailable: IsUnavailable },
): void {
  if (error.extensions['code'] !== undefined && error.extensions['code'] !== 'INTERNAL_SERVER_ERROR') return;
  const { code } = authErrorOf(error, deps.isUnavailable);
  const details = { requestId, failure: describeFailure(unwrapResolverError(error)), path: error.path };
  if (code === 'INTERNAL_SERVER_ERROR') deps.log.error(details, code);
  if (code === 'SERVICE_UNAVAILABLE' || code === 'SERVER_BUSY')
    deps.repeated.tell(REPEATED[code], details, code);
}
