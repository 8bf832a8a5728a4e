import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
} from 'graphql';

const SECRET = /token|password|code|challenge|secret/i;

/** The names of the queries that take a secret, as an argument or in their input. */
export function secretQueries(schema: GraphQLSchema): string[] {
  return Object.values(schema.getQueryType()?.getFields() ?? {})
    .filter(({ args }) => args.some(takesSecret))
    .map(({ name }) => name);
}

function takesSecret({ name, type }: GraphQLArgument | GraphQLInputField): boolean {
  const named = getNamedType(type);
  const inner = isInputObjectType(named) ? Object.keys(named.getFields()) : [];
  return [name, ...inner].some((one) => SECRET.test(one));
}
