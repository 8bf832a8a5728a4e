import { defineCapability } from '../../platform/capabilities/capability.js';
import { byViewer } from '../../platform/graphql/subject.js';
import { bySubject, everything, MINUTE } from '../../platform/rate-limits/rules.js';

/** Finds objects again by their ids, for clients with a normalised cache such as Relay. */
export const nodes = defineCapability({
  name: 'nodes',
  errors: {},
  events: {},
  keys: {},
  owns: {},
  operations: {
    node: {
      token: 'required',
      throws: [],
      limits: bySubject(everything(600, MINUTE)),
      subject: byViewer,
    },
  },
  resolvers: async () => [(await import('./nodes.resolver.js')).NodesResolver],
  needs: ['nodeTypes'],
  provides: [],
  build: () => ({ tables: {}, services: {} }),
});
