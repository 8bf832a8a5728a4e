import {
  type GraphQLNamedType,
  GraphQLObjectType,
  type GraphQLSchema,
  isIntrospectionType,
  isSpecifiedScalarType,
  printType,
} from 'graphql';
import { buildClosedSchema } from '../platform/graphql/schema.js';
import { noLimits } from '../platform/rate-limits/no-limits.js';
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

/**
 * The text of `schema.graphql`: the API as its clients and its reviewers read it. Operations and types are sorted by
 * name, so that the order in which modules are loaded changes nothing. Fields stay in the order of their type.
 */
export function printedSchema(): string {
  const schema = unansweredSchema();
  const roots: readonly unknown[] = [schema.getQueryType(), schema.getMutationType()];
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .map((type) => (roots.includes(type) ? withSortedFields(type as GraphQLObjectType) : type))
    .sort(byName);
  return `${types.map(printType).join('\n\n')}\n`;
}

function withSortedFields(type: GraphQLObjectType): GraphQLObjectType {
  const config = type.toConfig();
  const fields = Object.entries(config.fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return new GraphQLObjectType({ ...config, fields: Object.fromEntries(fields) });
}

function byName(a: GraphQLNamedType, b: GraphQLNamedType): number {
  return a.name < b.name ? -1 : 1;
}
