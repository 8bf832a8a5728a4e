import { defineCapability } from '../../platform/capabilities/capability.js';

/** Which processes serve over one PostgreSQL. The process itself joins them before it serves. */
export const liveInstances = defineCapability({
  name: 'live-instances',
  errors: {},
  keys: {},
  owns: { ServiceInstance: 'service_instances' },
  needs: [],
  provides: [],
  build: () => ({ tables: { ServiceInstance: {} }, services: {} }),
});
