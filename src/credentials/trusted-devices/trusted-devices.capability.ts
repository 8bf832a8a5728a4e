import { defineCapability } from '../../platform/capabilities/capability.js';
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
  events: {},
  keys: {},
  owns: { TrustedDevice: 'trusted_devices' },
  needs: ['database', 'clock', 'randomness'],
  provides: ['trustedDevices'],
  build: (deps) => {
    const trustedDevices = new TrustedDevices(deps);
    return { tables: { TrustedDevice: trustedDevices }, services: { trustedDevices } };
  },
});
