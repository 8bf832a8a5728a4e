import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { ErrorDeclarations } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import type { RequestContext } from '../graphql/context.js';
import { formatError, type IsUnavailable } from '../graphql/error-mapping.js';
import { executionOptions, parseOptions, validationOptions, validationRules } from '../graphql/limits.js';
import { boundedCost } from '../graphql/operation-cost.js';
import { reporting } from '../graphql/reporting.js';
import type { Translator } from '../i18n/translator.js';
import { refuseSecretsInUrls } from './secrets-in-urls.js';

/**
 * The limit of selections after the expansion of fragments, because a few lines can expand into millions
 * (GT-2). The longest legitimate document is the introspection query of tools, with a few hundred.
 */
const MAX_SELECTIONS = 5000;

export interface ApolloDeps {
  schema: GraphQLSchema;
  isUnavailable: IsUnavailable;
  errors: ErrorDeclarations;
  translator: Translator;
  log: Log;
}

/**
 * Creates the GraphQL engine. Every relevant setting is explicit, so that none depends on NODE_ENV (GT-3).
 */
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
    // No response may be cached, so cache control would process every field in vain. Inline traces of a
    // subgraph would disclose the time of each field in nanoseconds to any client.
    plugins: [
      reporting(deps),
      refuseSecretsInUrls(deps.schema),
      boundedCost(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
    ],
  });
}

/**
 * Apollo logs error messages, which may quote submitted values. `reporting` logs errors without their
 * messages.
 */
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {}
