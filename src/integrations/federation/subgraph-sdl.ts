const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])`;

/** `PageInfo` comes from Relay, so other subgraphs may define it too. */
const DIRECTIVES: Readonly<Record<string, string>> = {
  User: '@key(fields: "id")',
  PageInfo: '@shareable',
};

/**
 * Returns the SDL for a gateway: the published schema, with the types that other subgraphs may reference or
 * share marked as such.
 */
export function subgraphSdl(schema: string): string {
  const types = schema.replace(/^type (\w+)/gm, (type, name: string) =>
    Object.hasOwn(DIRECTIVES, name) ? `${type} ${DIRECTIVES[name]}` : type,
  );
  return `${LINK}\n\n${types}`;
}
