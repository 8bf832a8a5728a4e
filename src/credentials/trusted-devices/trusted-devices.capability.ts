import type { Duration } from '../../core/duration.js';
import { defineCapability } from '../../platform/capabilities/capability.js';
import { byViewer } from '../../platform/graphql/subject.js';
import { bySubject, everything, MINUTE } from '../../platform/rate-limits/rules.js';
import { trustedDeviceEvents } from './trusted-devices.events.js';
import { TrustedDevices } from './trusted-devices.service.js';

declare module '../../core/services.js' {
  interface Services {
    trustedDevices: TrustedDevices;
  }
}

/** Devices on which a sign-in does not ask for the second factor. */
export const trustedDevices = defineCapability({
  name: 'trusted-devices',
  errors: {},
  events: trustedDeviceEvents,
  keys: {},
  owns: { TrustedDevice: 'trusted_devices' },
  operations: {
    // Needs no step-up: to get a thief out must be easy.
    forgetTrustedDevices: {
      token: 'required',
      throws: [],
      limits: bySubject(everything(60, MINUTE)),
      subject: byViewer,
    },
  },
  resolvers: async () => [(await import('./trusted-devices.resolver.js')).TrustedDevicesResolver],
  needs: ['database', 'clock', 'randomness', 'users', 'audit'],
  provides: ['trustedDevices'],
  build: (deps, config: { trustedDeviceTtl: Duration }) => {
    const trustedDevices = new TrustedDevices(deps, config);
    return { tables: { TrustedDevice: trustedDevices }, services: { trustedDevices } };
  },
});
