import { defineCapability } from '../../platform/capabilities/capability.js';
import { KnownDevices } from './known-devices.service.js';

declare module '../../core/services.js' {
  interface Services {
    knownDevices: KnownDevices;
  }
}

/** Tokens of known devices, so that an attacker's wrong guesses do not lock the user out there. */
export const knownDevices = defineCapability({
  name: 'known-devices',
  errors: {},
  events: {},
  keys: {},
  owns: { KnownDevice: 'known_devices' },
  needs: ['database', 'clock', 'randomness'],
  provides: ['knownDevices'],
  build: (deps) => {
    const knownDevices = new KnownDevices(deps);
    return { tables: { KnownDevice: knownDevices }, services: { knownDevices } };
  },
});
