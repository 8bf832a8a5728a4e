import {
  coerceInputValue,
  type GraphQLSchema,
  isInputType,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import type { FieldProblem } from '../../core/errors.js';
import { sentence } from '../i18n/sentence.js';

const MAX_PROBLEMS = 10;
const MISSING_FIELD = /^Field "(\w+)" of required type/;

/**
 * Finds the parts of the variables that do not fit, by path alone. The messages of graphql-js quote the whole
 * variable, so only names from the schema and the paths are used.
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
    const absent = missing !== undefined || invalid === undefined || invalid === null;
    problems.push(problem([...path, ...(missing === undefined ? [] : [missing])], name, absent));
    if (problems.length === MAX_PROBLEMS) throw ENOUGH;
  });
}

function problem(path: readonly (string | number)[], variable: string, absent: boolean): FieldProblem {
  const field = path.length > 0 ? path.join('.') : variable;
  return absent
    ? { field, rule: 'required', sentence: sentence('problems.input.required') }
    : { field, rule: 'type', sentence: sentence('problems.input.type') };
}
