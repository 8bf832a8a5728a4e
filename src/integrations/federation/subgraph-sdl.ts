import {
  type ConstDirectiveNode,
  type DocumentNode,
  GraphQLDeprecatedDirective,
  GraphQLOneOfDirective,
  GraphQLSpecifiedByDirective,
  Kind,
  parse,
  parseConstValue,
  print,
  visit,
} from 'graphql';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])`;

/** A gateway knows these. Our own directives are for clients, and two subgraphs may differ in them. */
const STANDARD = [GraphQLDeprecatedDirective, GraphQLOneOfDirective, GraphQLSpecifiedByDirective].map(
  ({ name }) => name,
);

/** Types that other subgraphs may refer to, or that come from Relay, so that others define them too. */
const DIRECTIVES: Readonly<Record<string, ConstDirectiveNode>> = {
  User: directive('key', { fields: '"id"' }),
  PageInfo: directive('shareable', {}),
};

/**
 * Returns the SDL for a gateway: the published schema without `Query.node`, which two subgraphs cannot both
 * have, and without our directives, with the types that other subgraphs may reference or share marked as such.
 */
export function subgraphSdl(schema: string): string {
  const document: DocumentNode = visit(parse(schema), {
    DirectiveDefinition: () => null,
    Directive: ({ name }) => (STANDARD.includes(name.value) ? undefined : null),
    ObjectTypeDefinition: {
      leave(type) {
        const added = DIRECTIVES[type.name.value];
        const fields = type.fields?.filter(
          ({ name }) => type.name.value !== 'Query' || name.value !== 'node',
        );
        return { ...type, fields, directives: [...(type.directives ?? []), ...(added ? [added] : [])] };
      },
    },
  });
  return `${LINK}\n\n${print(document)}\n`;
}

function directive(name: string, args: Readonly<Record<string, string>>): ConstDirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: name },
    arguments: Object.entries(args).map(([argument, value]) => ({
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: argument },
      value: parseConstValue(value),
    })),
  };
}
