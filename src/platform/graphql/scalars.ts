import { GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTime, GraphQLJSON } from 'graphql-scalars';
import { isWritable } from '../../core/timestamp.js';

export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTime.toConfig(),
  name: 'DateTime',
  description: 'A point in time as ISO 8601 text in UTC, such as "2026-01-31T12:00:00.000Z".',
  serialize: (value) => toDate(value).toISOString(),
  parseValue: (value) => toWritable(GraphQLDateTime.parseValue(value)),
  parseLiteral: (node, variables) => toWritable(GraphQLDateTime.parseLiteral(node, variables)),
});

export const Json = new GraphQLScalarType({
  ...GraphQLJSON.toConfig(),
  name: 'JSON',
  description: 'A JSON value whose structure the schema does not define.',
});

const EXACT = /^-?\d+(\.\d+)?$/;
/** More than the length of any number in the database. */
const MAX_DIGITS = 40;

export const Decimal = new GraphQLScalarType({
  name: 'Decimal',
  description: 'An exact decimal number as text, such as "100.50", because binary fractions would round it.',
  serialize: toDecimal,
  // Only text is exact: parsers read the numbers of JSON and GraphQL as binary fractions.
  parseValue: toDecimal,
  parseLiteral: (node) => toDecimal(node.kind === Kind.STRING ? node.value : undefined),
});

function toDecimal(value: unknown): string {
  if (typeof value === 'string' && value.length <= MAX_DIGITS && EXACT.test(value)) return value;
  throw new TypeError('A Decimal must be exact text such as "100.50"');
}

function toWritable(instant: Date): Date {
  if (isWritable(instant)) return instant;
  throw new TypeError('A DateTime must have a year from 1 to 9999 in UTC');
}

function toDate(value: unknown): Date {
  if (value instanceof Date) return value;
  throw new TypeError('A DateTime is written from a Date');
}
