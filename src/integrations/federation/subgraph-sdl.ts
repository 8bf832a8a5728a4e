const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])`;

/** `PageInfo` is Relay's, and other subgraphs have it too. */
const DIRECTIVES: Readonly<Record<string, string>> = {
  User: '@key(fields: "id")',
  PageInfo: '@shareable',
};

/** What the subgraph tells a gateway: the published schema, and which of its types others may refer to or share. */
export function subgraphSdl(schema: string): string {
  const types = schema.replace(/^type (\w+)/gm, (type, name: string) =>
    Object.hasOwn(DIRECTIVES, name) ? `${type} ${DIRECTIVES[name]}` : type,
  );
  return `${LINK}\n\n${types}`;
}
