import { defineCapability } from '../../platform/capabilities/capability.js';
import { KnownDevices } from './known-devices.service.js';

declare module '../../core/services.js' {
  interface Services {
    knownDevices: KnownDevices;
  }
}

/** The tokens by which accounts know devices, so that strangers' guesses keep nobody out. */
export const knownDevices = defineCapability({
  name: 'known-devices',
  errors: {},
  keys: {},
  owns: { KnownDevice: 'known_devices' },
  needs: ['database', 'clock', 'randomness'],
  provides: ['knownDevices'],
  build: (deps) => {
    const knownDevices = new KnownDevices(deps);
    return { tables: { KnownDevice: knownDevices }, services: { knownDevices } };
  },
});
