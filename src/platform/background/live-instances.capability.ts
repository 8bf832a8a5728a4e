import { defineCapability } from '../../platform/capabilities/capability.js';

/** Tells which processes serve over one PostgreSQL. The process joins them itself before it serves. */
export const liveInstances = defineCapability({
  name: 'live-instances',
  errors: {},
  events: {},
  keys: {},
  owns: { ServiceInstance: 'service_instances' },
  needs: [],
  provides: [],
  build: () => ({ tables: { ServiceInstance: {} }, services: {} }),
});
