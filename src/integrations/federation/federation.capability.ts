import { defineCapability } from '../../platform/capabilities/capability.js';
import { byViewer } from '../../platform/graphql/subject.js';
import { bySubject, everything, MINUTE } from '../../platform/rate-limits/rules.js';

declare module '../../core/services.js' {
  interface Services {
    /** The SDL from which a gateway composes the supergraph. */
    subgraphSdl: () => Promise<string>;
  }
}

/** Makes the schema a subgraph of Apollo Federation 2. */
export const federation = defineCapability({
  name: 'federation',
  errors: {},
  events: {},
  keys: {},
  owns: {},
  operations: {
    _service: { token: 'never', throws: [] },
    _entities: {
      token: 'required',
      throws: [],
      limits: bySubject(everything(1200, MINUTE)),
      subject: byViewer,
    },
  },
  resolvers: async (config: { federation: boolean }) =>
    config.federation ? [(await import('./federation.resolver.js')).FederationResolver] : [],
  needs: ['printedSchema', 'userVisibility'],
  provides: ['subgraphSdl'],
  build: ({ printedSchema }) => {
    // Made once: anybody may ask for it, and to print the schema is to build it.
    let sdl: Promise<string> | undefined;
    // Loaded on first use, because it loads GraphQL.
    const print = async () => (await import('./subgraph-sdl.js')).subgraphSdl(await printedSchema());
    return {
      tables: {},
      services: {
        subgraphSdl: () => {
          sdl ??= print();
          return sdl;
        },
      },
    };
  },
});
