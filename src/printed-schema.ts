import { type GraphQLSchema, printSchema } from 'graphql';
import { buildClosedSchema } from './graphql/schema.js';
import { noLimits } from './rate-limits/no-limits.js';
import { resolverClasses } from './resolvers.js';

/** The API to look at: it answers nothing. */
export function unansweredSchema(): GraphQLSchema {
  const guards = {
    limits: noLimits,
    isUnavailable: () => false,
    forbidden: async () => undefined,
    onRead: async () => undefined,
  };
  return buildClosedSchema(resolverClasses, () => null, guards);
}

/** The text of `schema.graphql`: the API as its clients and its reviewers read it. */
export function printedSchema(): string {
  return `${printSchema(unansweredSchema())}\n`;
}
