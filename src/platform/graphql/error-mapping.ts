import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import {
  type AnyExtras,
  AuthError,
  type ErrorDeclarations,
  type FieldProblem,
  Overload,
  type Sentence,
} from '../../core/errors.js';
import { isSentence, sentence } from '../i18n/sentence.js';

/** Whether an unknown error means that a system which the service needs is unreachable. */
export type IsUnavailable = (error: unknown) => boolean;

/**
 * The messages for errors of graphql-js and Apollo, whose own messages may quote submitted values. Developers
 * read and search for these messages, so they stay in English and are in no text catalogue.
 */
const GRAPHQL_SENTENCES: Readonly<Record<string, string>> = {
  GRAPHQL_PARSE_FAILED: 'The document is not valid GraphQL',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema',
  OPERATION_RESOLUTION_FAILURE: 'The document does not contain the requested operation',
  PERSISTED_QUERY_NOT_FOUND: 'PersistedQueryNotFound',
  PERSISTED_QUERY_NOT_SUPPORTED: 'PersistedQueryNotSupported',
};

/** In seconds. A lost connection is back at once; the failover to a new primary takes several retries. */
const UNAVAILABLE_PAUSE = 2;

/** Maps an error to a refusal. An unexpected error becomes INTERNAL_SERVER_ERROR without details. */
export function authErrorOf(error: unknown, isUnavailable: IsUnavailable): AuthError {
  const cause = unwrapResolverError(error);
  if (cause instanceof AuthError) return cause;
  if (cause instanceof ArgumentValidationError)
    return new AuthError('BAD_USER_INPUT', { fields: fieldProblems(cause.extensions.validationErrors) });
  if (cause instanceof Overload) return new AuthError('SERVER_BUSY', { retryAfter: cause.retryAfter });
  if (isUnavailable(cause)) return new AuthError('SERVICE_UNAVAILABLE', { retryAfter: UNAVAILABLE_PAUSE });
  return new AuthError('INTERNAL_SERVER_ERROR');
}

/** The extensions that `formatError` writes. `presentError` puts messages in place of the sentences. */
export type Extensions = AnyExtras & { readonly code: string; readonly status: number };

/** The extensions of an error that may come from `formatError`. Apollo passes them on without their type. */
export function extensionsOf({ extensions }: GraphQLFormattedError): Partial<Extensions> {
  return (extensions ?? {}) as Partial<Extensions>;
}

/**
 * The `formatError` of Apollo. `presentError` adds the translated message later. graphql-js quotes submitted
 * values, including passwords, in errors about syntax, literals and variables, so those messages are replaced
 * (ER-1).
 */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
  { isUnavailable, errors }: { isUnavailable: IsUnavailable; errors: ErrorDeclarations },
): GraphQLFormattedError & { readonly extensions: Extensions } {
  const code = isVariableError(error) ? 'BAD_USER_INPUT' : formatted.extensions?.['code'];
  const place = pick(formatted, 'locations', 'path');
  if (typeof code === 'string' && isProtocolError(code, error)) {
    const { fields } = extensionsOf(formatted);
    const message = protocolMessage(code, formatted);
    return { message, ...place, extensions: { code, status: 400, ...(fields && { fields }) } };
  }
  const refusal = authErrorOf(error, isUnavailable);
  const { status } = errors[refusal.code];
  return {
    message: refusal.message,
    ...place,
    extensions: { code: refusal.code, status, ...refusal.extras },
  };
}

/** Whether graphql-js or Apollo refused the document or the request before a resolver ran. */
function isProtocolError(code: string, error: unknown): boolean {
  if (unwrapResolverError(error) instanceof AuthError || error instanceof ArgumentValidationError)
    return false;
  return Object.hasOwn(GRAPHQL_SENTENCES, code) || code === 'BAD_REQUEST' || isVariableError(error);
}

/** The extension of an error that contains its safe message. It is not sent to the client. */
export const SAID = 'said';

const TOO_MANY_VARIABLE_ERRORS = /^Too many errors processing variables/;

/** Whether a variable does not fit its type. No resolver raises this BAD_USER_INPUT. */
export function isVariableError(error: unknown): error is GraphQLError {
  if (!(error instanceof GraphQLError) || error.path !== undefined) return false;
  return error.extensions['code'] === 'BAD_USER_INPUT' || TOO_MANY_VARIABLE_ERRORS.test(error.message);
}

function protocolMessage(code: string, formatted: GraphQLFormattedError): string {
  // Messages of Apollo about the request. None of them quotes it.
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
 * The broken rules with our messages. The `target`, `value` and messages of class-validator may contain the
 * input, so they are left out.
 */
export function fieldProblems(errors: readonly BrokenRules[]): FieldProblem[] {
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
