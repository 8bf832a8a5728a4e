import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { ErrorDeclarations } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import type { RequestContext } from '../graphql/context.js';
import { formatError, type IsUnavailable } from '../graphql/error-mapping.js';
import { executionOptions, parseOptions, validationOptions, validationRules } from '../graphql/limits.js';
import { reporting } from '../graphql/reporting.js';
import type { Translator } from '../i18n/translator.js';
import { landingPage } from './landing-page.js';

/**
 * Selections once every fragment is expanded (GT-2): a few lines can spread into millions. The introspection that
 * tools send is the longest document anybody means, at a few hundred.
 */
const MAX_SELECTIONS = 5000;

export interface ApolloDeps {
  schema: GraphQLSchema;
  isUnavailable: IsUnavailable;
  errors: ErrorDeclarations;
  translator: Translator;
  log: Log;
}

/** The GraphQL engine. Every setting that matters is written out: none may follow NODE_ENV (GT-3). */
export function createApollo(
  deps: ApolloDeps,
  { introspection }: { introspection: boolean },
): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema: deps.schema,
    introspection,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !introspection,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    maxRecursiveSelections: MAX_SELECTIONS,
    parseOptions,
    validationOptions,
    executionOptions,
    validationRules,
    formatError: (formatted, error) => formatError(formatted, error, deps),
    logger: silent,
    // Cache control would look at every field of every answer, and no answer here may be cached. A subgraph would tell
    // whoever asks how long each field took, to the nanosecond.
    plugins: [
      reporting(deps),
      landingPage(introspection),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
    ],
  });
}

/** Apollo logs errors with their messages, which may quote what was submitted. `reporting` logs them without. */
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {}
