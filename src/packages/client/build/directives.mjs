import { getDirectiveValues } from 'graphql';

/** The queries and mutations of the schema, with what its directives say about each. */
export function describedFields(schema) {
  const values = (name, { astNode }) => getDirectiveValues(schema.getDirective(name), astNode);
  return [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({
      field,
      token: values('token', field).use,
      throws: values('throws', field).codes,
    })),
  );
}

/** The codes that every operation may return, and those that every operation with a token may return. */
export function universalCodes(schema) {
  const directive = schema.getDirective('universal');
  const marked = (withToken) =>
    schema
      .getType('ErrorCode')
      .getValues()
      .filter(({ astNode }) => getDirectiveValues(directive, astNode)?.withToken === withToken)
      .map(({ name }) => name);
  return { ofAll: marked(false), withToken: marked(true) };
}
