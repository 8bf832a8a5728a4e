import { defineCapability } from '../../platform/capabilities/capability.js';
import { byViewer } from '../../platform/graphql/subject.js';
import { bySubject, everything, HOUR, MINUTE } from '../../platform/rate-limits/rules.js';
import { ServiceAuthentication } from './service-authentication.service.js';
import { serviceKeyEvents } from './service-keys.events.js';
import { ServiceKeys } from './service-keys.service.js';

declare module '../../core/services.js' {
  interface Services {
    serviceKeys: ServiceKeys;
    serviceAuthentication: ServiceAuthentication;
  }
}

declare module '../../core/errors.js' {
  interface ReasonCatalogue {
    scopeMissing: true;
  }
}

/** API keys with which other services authenticate. */
export const serviceKeys = defineCapability({
  name: 'service-keys',
  errors: {},
  reasons: {
    scopeMissing: 'The service key does not have the scope of the operation.',
  },
  events: serviceKeyEvents,
  keys: {},
  owns: { ServiceKey: 'service_keys' },
  operations: {
    serviceKeys: { token: 'required', throws: ['FORBIDDEN'] },
    createServiceKey: {
      token: 'required',
      throws: ['FORBIDDEN'],
      limits: bySubject(everything(20, HOUR)),
      subject: byViewer,
    },
    revokeServiceKey: {
      token: 'required',
      throws: ['FORBIDDEN', 'NOT_FOUND'],
      limits: bySubject(everything(60, MINUTE)),
      subject: byViewer,
    },
  },
  resolvers: async () => [(await import('./service-keys.resolver.js')).ServiceKeysResolver],
  needs: ['database', 'clock', 'randomness', 'audit', 'limits', 'administrators', 'forbidden'],
  provides: ['serviceKeys', 'serviceAuthentication'],
  build: (deps) => {
    const serviceKeys = new ServiceKeys(deps);
    return {
      // A key outlives the account of its creator: other administrators decide whether it is still needed.
      tables: { ServiceKey: { exportOf: (userId) => serviceKeys.exportOf(userId) } },
      services: { serviceKeys, serviceAuthentication: new ServiceAuthentication(deps) },
    };
  },
});
