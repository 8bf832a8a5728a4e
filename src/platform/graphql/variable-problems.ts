import {
  coerceInputValue,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import type { FieldProblem } from '../../core/errors.js';
import { sentence } from '../i18n/sentence.js';

const MAX_PROBLEMS = 10;
const MISSING_FIELD = /^Field "(\w+)" of required type/;
const UNKNOWN_FIELD = /^Field "[^"]*" is not defined by type/;

/**
 * Finds the parts of the variables that do not fit, by their paths and the expected types. The messages of
 * graphql-js quote the whole variable, so only names from the schema are used (ER-1).
 */
export function findVariableProblems(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  try {
    for (const definition of operation.variableDefinitions ?? [])
      collect(schema, definition, variables, problems);
  } catch (error) {
    if (error !== ENOUGH) throw error;
  }
  return problems;
}

/** Thrown to stop graphql-js, which would otherwise process any number of mistakes to the end (GT-2). */
const ENOUGH = Symbol('enough problems');

function collect(
  schema: GraphQLSchema,
  definition: VariableDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  problems: FieldProblem[],
): void {
  const type = typeFromAST(schema, definition.type);
  const name = definition.variable.name.value;
  const value = variables[name];
  if (!isInputType(type) || (value === undefined && definition.defaultValue)) return;
  coerceInputValue(value, type, (path, invalid, error) => {
    const missing = MISSING_FIELD.exec(error.message)?.[1];
    const place = missing === undefined ? path : [...path, missing];
    const field = place.length > 0 ? place.join('.') : name;
    const isAbsent = missing !== undefined || invalid === undefined || invalid === null;
    problems.push({
      field,
      ...(isAbsent ? ABSENT : misfit(typeAt(type, path), UNKNOWN_FIELD.test(error.message))),
    });
    if (problems.length === MAX_PROBLEMS) throw ENOUGH;
  });
}

const ABSENT = { rule: 'required', sentence: sentence('problems.input.required') };

function misfit(expected: GraphQLInputType, hasUnknownField: boolean): Omit<FieldProblem, 'field'> {
  const params = { type: String(getNullableType(expected)) };
  return hasUnknownField
    ? { rule: 'unknown', sentence: sentence('problems.input.unknown', params) }
    : { rule: 'type', sentence: sentence('problems.input.type', params) };
}

/** The type of the value at a path, which graphql-js made from names of the schema and positions in lists. */
function typeAt(type: GraphQLInputType, path: readonly (string | number)[]): GraphQLInputType {
  return path.reduce<GraphQLInputType>((outer, step) => {
    const nullable = getNullableType(outer);
    if (isListType(nullable) && typeof step === 'number') return nullable.ofType;
    return (isInputObjectType(nullable) && nullable.getFields()[step]?.type) || outer;
  }, type);
}
