import { comment } from './comment.mjs';
import { errorTypes } from './error-types.mjs';
import { operationTexts } from './texts.mjs';

/**
 * Generates what `typescript-operations` leaves out: the texts of the operations, so that clients need no
 * parser, and their methods with the descriptions of the schema, so that an editor shows them. Each operation
 * has one root field. A method returns its value, and takes a single variable as its argument.
 */
export function plugin(schema, files) {
  const operations = operationTexts(files).map(({ operation, text }) => describe(schema, operation, text));
  return {
    prepend: ["import type { DocumentText } from '../../packages/client/typed-document.js';"],
    content: [
      errorTypes(schema, operations),
      ...operations.map(documentOf),
      '/** Every operation. */',
      `export const operations = [\n${operations.map(entryOf).join('\n')}\n] as const;`,
      '/** Operations that change nothing. */',
      `export type QueryName =\n${operations.filter(isQuery).map(nameOf).join('\n')};`,
      `export interface Operations {\n${operations.map(methodOf).join('\n\n')}\n}`,
    ].join('\n\n'),
  };
}

function describe(schema, operation, text) {
  const { value: name } = operation.name;
  const [root, ...more] = operation.selectionSet.selections;
  if (root.kind !== 'Field' || more.length > 0) throw new Error(`${name} must have one root field.`);
  const kind = operation.operation === 'query' ? 'Query' : 'Mutation';
  const field = schema.getType(kind).getFields()[root.name.value];
  const variables = operation.variableDefinitions ?? [];
  return {
    text,
    field,
    name,
    method: name[0].toLowerCase() + name.slice(1),
    result: `${name}${kind}`,
    variables: `${name}${kind}Variables`,
    only: variables.length === 1 ? variables[0].variable.name.value : null,
    none: variables.length === 0,
    optional: variables.every(({ type, defaultValue }) => type.kind !== 'NonNullType' || defaultValue),
  };
}

function isQuery({ result }) {
  return result.endsWith('Query');
}

function nameOf({ method }) {
  return `  | '${method}'`;
}

function documentOf({ name, result, variables, text }) {
  const type = `DocumentText<${result}, ${variables}>`;
  return `export const ${name}Document: ${type} =\n  ${JSON.stringify(text)};`;
}

function entryOf({ name }) {
  return `  ${name}Document,`;
}

function methodOf({ method, field, result, variables, only, none, optional }) {
  const type = only === null ? variables : `${variables}['${only}']`;
  const parameter = none ? '' : `${only ?? 'variables'}${optional ? '?' : ''}: ${type}`;
  return `${comment(field.description)}  ${method}(${parameter}): Promise<${result}['${field.name}']>;`;
}
