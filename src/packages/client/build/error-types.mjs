import { comment } from './comment.mjs';
import { describedFields, universalCodes } from './directives.mjs';

/**
 * Generates the types of errors. No field returns them, so `typescript-operations` leaves them out.
 * @param operations the methods of the client, each with its root field
 */
export function errorTypes(schema, operations) {
  const { ofAll, withToken } = universalCodes(schema);
  return [
    enumType(schema, 'ErrorCode'),
    enumType(schema, 'FieldRule'),
    '/** The codes that every operation may return. */',
    `export type UniversalErrorCode = ${union(ofAll)};`,
    '/** The codes that every operation may return that reads an access token. */',
    `export type TokenErrorCode = ${union(withToken)};`,
    '/** The codes that each operation may return: a field of the schema, or a method of the client. */',
    `export interface ErrorCodes {\n${entries(schema, operations).join('\n')}\n}`,
    "/** The codes that an operation may return: `ErrorCodeOf<'login'>`. */",
    'export type ErrorCodeOf<Name extends keyof ErrorCodes> = ErrorCodes[Name];',
  ].join('\n');
}

function entries(schema, operations) {
  const fields = describedFields(schema);
  const named = fields.map(({ field, token, throws }) => {
    const universal = token === 'NEVER' ? ['UniversalErrorCode'] : ['UniversalErrorCode', 'TokenErrorCode'];
    return `  ${field.name}: ${[...universal, ...throws.map((code) => `'${code}'`)].join(' | ')};`;
  });
  const methods = operations
    .filter(({ method, field }) => method !== field.name)
    .map(({ method, field }) => {
      if (fields.some(({ field: { name } }) => name === method))
        throw new Error(`The method ${method} has the name of another operation.`);
      return `  ${method}: ErrorCodes['${field.name}'];`;
    });
  return [...named, ...methods];
}

function enumType(schema, name) {
  const type = schema.getType(name);
  const values = type.getValues().map((value) => `${comment(value.description)}  | '${value.name}'`);
  return `${comment(type.description).trimStart()}export type ${name} =\n${values.join('\n')};`;
}

function union(codes) {
  return codes.map((code) => `'${code}'`).join(' | ');
}
