import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { GraphQLError, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { RequestContext } from '../graphql/context.js';
import { secretQueries } from '../graphql/secret-queries.js';

/**
 * Refuses queries that take a secret unless they are sent by POST. A URL with a secret would be in the history
 * of browsers and in the logs of proxies (LOG-8).
 */
export function refuseSecretsInUrls(schema: GraphQLSchema): ApolloServerPlugin<RequestContext> {
  const secret = new Set(secretQueries(schema));
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ request, document }) => {
        if (request.http?.method === 'POST') return;
        const types = new TypeInfo(schema);
        const visitor = visitWithTypeInfo(types, {
          Field({ name }) {
            if (types.getParentType() === schema.getQueryType() && secret.has(name.value)) throw postOnly();
          },
        });
        visit(document, visitor);
      },
    }),
  };
}

function postOnly(): GraphQLError {
  const http = { status: 405, headers: new HeaderMap([['allow', 'POST']]) };
  return new GraphQLError('This query takes a secret and must be sent by POST', {
    extensions: { code: 'BAD_REQUEST', http },
  });
}
