import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import {
  type ErrorDeclarations,
  type FieldProblem,
  Overload,
  Refusal,
  type Sentence,
} from '../../core/errors.js';
import { isSentence, sentence } from '../i18n/sentence.js';

/** Whether an error of an unknown kind means that something the service needs cannot be reached. */
export type IsUnavailable = (error: unknown) => boolean;

/**
 * What a client may know of an error that is not one of ours; its own words might repeat what was submitted. They are
 * for developers, who look them up as they are: no catalogue has them, and they stay English.
 */
const GRAPHQL_SENTENCES: Readonly<Record<string, string>> = {
  GRAPHQL_PARSE_FAILED: 'The document is not valid GraphQL',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema',
  OPERATION_RESOLUTION_FAILURE: 'The document does not hold the operation to run',
  PERSISTED_QUERY_NOT_FOUND: 'PersistedQueryNotFound',
  PERSISTED_QUERY_NOT_SUPPORTED: 'PersistedQueryNotSupported',
};

/** In seconds. A lost connection is there again at once, and a new primary after some tries. */
const UNAVAILABLE_PAUSE = 2;

/** The refusal that an error amounts to: what is not foreseen is an INTERNAL_SERVER_ERROR, without a detail. */
export function refusalOf(error: unknown, isUnavailable: IsUnavailable): Refusal {
  const cause = unwrapResolverError(error);
  if (cause instanceof Refusal) return cause;
  if (cause instanceof ArgumentValidationError)
    return new Refusal('BAD_USER_INPUT', { fields: fieldProblems(cause.extensions.validationErrors) });
  if (cause instanceof Overload) return new Refusal('SERVER_BUSY', { retryAfter: cause.retryAfter });
  if (isUnavailable(cause)) return new Refusal('SERVICE_UNAVAILABLE', { retryAfter: UNAVAILABLE_PAUSE });
  return new Refusal('INTERNAL_SERVER_ERROR');
}

/**
 * Apollo's `formatError`: what leaves of an error, whose sentence `presentError` says later. graphql-js quotes the submitted value, password included, in
 * its errors about syntax, literals and variables, so their messages are replaced whole (ER-1).
 */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
  { isUnavailable, errors }: { isUnavailable: IsUnavailable; errors: ErrorDeclarations },
): GraphQLFormattedError {
  const code = isVariableError(error) ? 'BAD_USER_INPUT' : formatted.extensions?.['code'];
  const place = pick(formatted, 'locations', 'path');
  if (typeof code === 'string' && isProtocolError(code, error)) {
    const message = protocolMessage(code, formatted);
    return { message, ...place, extensions: { code, status: 400, ...pick(formatted.extensions, 'fields') } };
  }
  const refusal = refusalOf(error, isUnavailable);
  const { status } = errors[refusal.code];
  return {
    message: refusal.message,
    ...place,
    extensions: { code: refusal.code, status, ...refusal.extras },
  };
}

/** Errors of the document or the request, made by graphql-js and Apollo before a resolver runs. */
function isProtocolError(code: string, error: unknown): boolean {
  if (unwrapResolverError(error) instanceof Refusal || error instanceof ArgumentValidationError) return false;
  return Object.hasOwn(GRAPHQL_SENTENCES, code) || code === 'BAD_REQUEST' || isVariableError(error);
}

/** Under which an error carries what may be said of it. It does not leave. */
export const SAID = 'said';

const TOO_MANY_VARIABLE_ERRORS = /^Too many errors processing variables/;

/** A variable that does not fit its type: the one BAD_USER_INPUT that no resolver raised. */
export function isVariableError(error: unknown): error is GraphQLError {
  if (!(error instanceof GraphQLError) || error.path !== undefined) return false;
  return error.extensions['code'] === 'BAD_USER_INPUT' || TOO_MANY_VARIABLE_ERRORS.test(error.message);
}

function protocolMessage(code: string, formatted: GraphQLFormattedError): string {
  // Apollo's own sentences about the request; none quotes it.
  if (code === 'BAD_REQUEST') return formatted.message;
  if (code === 'BAD_USER_INPUT') return 'BAD_USER_INPUT';
  const said = formatted.extensions?.[SAID];
  if (typeof said === 'string') return said;
  return GRAPHQL_SENTENCES[code] ?? 'BAD_USER_INPUT';
}

interface BrokenRules {
  property: string;
  constraints?: Record<string, string>;
  contexts?: Record<string, unknown>;
  children?: BrokenRules[];
}

/**
 * The rules and our sentences for them; class-validator's `target`, `value` and own messages may hold the input and
 * stay behind.
 */
function fieldProblems(errors: readonly BrokenRules[]): FieldProblem[] {
  return errors.flatMap(({ property, constraints, contexts, children }) => [
    ...Object.keys(constraints ?? {}).map((rule) => ({
      field: property,
      rule,
      sentence: sentenceIn(contexts?.[rule]),
    })),
    ...fieldProblems(children ?? []).map((inner) => ({ ...inner, field: `${property}.${inner.field}` })),
  ]);
}

function sentenceIn(context: unknown): Sentence {
  return isSentence(context) ? context : sentence('problems.input.invalid');
}

function pick<T extends object, K extends string>(
  from: T | undefined,
  ...keys: K[]
): Record<string, unknown> {
  const entries = Object.entries(from ?? {});
  return Object.fromEntries(entries.filter(([key, value]) => keys.includes(key as K) && value !== undefined));
}
