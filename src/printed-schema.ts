import { printSchema } from 'graphql';
import { buildClosedSchema } from './graphql/schema.js';
import { resolverClasses } from './resolvers.js';

/** The text of `schema.graphql`: the API as its clients and its reviewers read it. It answers nothing. */
export function printedSchema(): string {
  const schema = buildClosedSchema(resolverClasses, () => null);
  return `${printSchema(schema)}\n`;
}
