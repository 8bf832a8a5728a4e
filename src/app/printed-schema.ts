import {
  type GraphQLNamedType,
  GraphQLObjectType,
  type GraphQLSchema,
  isIntrospectionType,
  isSpecifiedScalarType,
  printType,
} from 'graphql';
import { operationScopes } from '../platform/graphql/opened-by.js';
import { withDirectives } from '../platform/graphql/operation-directives.js';
import { buildClosedSchema } from '../platform/graphql/schema.js';
import { createTranslator } from '../platform/i18n/translator.js';
import { noLimits } from '../platform/rate-limits/no-limits.js';
import { readConfig } from './config.js';
import { loadResolvers } from './container.js';
import { errorDeclarations, fieldRules, operationDeclarations } from './registers.js';
import { localUrl, serviceConfig } from './service-config.js';

/**
 * The schema with the default configuration, for printing. It has no resolver instances and answers no query.
 */
export async function unansweredSchema(): Promise<GraphQLSchema> {
  const config = readConfig({});
  const resolvers = await loadResolvers(serviceConfig(config, localUrl(config.port)));
  return buildClosedSchema(resolvers, () => null, {
    limits: noLimits,
    operations: operationDeclarations,
    errors: errorDeclarations,
    rules: fieldRules,
    translator: createTranslator(),
    isUnavailable: () => false,
    forbidden: async () => undefined,
    requireFresh: async () => undefined,
    requireAdministration: async () => undefined,
    requireEnrolled: async () => undefined,
    onRead: async () => undefined,
    requireCaptcha: async () => undefined,
  });
}

/** The text of `schema.graphql`, for clients and reviewers: the schema and the directives of its operations. */
export async function publishedSchema(): Promise<string> {
  const schema = await unansweredSchema();
  return withDirectives(textOf(schema), {
    operations: operationDeclarations,
    errors: errorDeclarations,
    scopes: operationScopes(schema),
  });
}

/**
 * The text of the schema as the service executes it. Operations and types are sorted by name, so that
 * the load order of modules does not change the text. The fields of other types keep their order.
 */
export async function printedSchema(): Promise<string> {
  return textOf(await unansweredSchema());
}

function textOf(schema: GraphQLSchema): string {
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
