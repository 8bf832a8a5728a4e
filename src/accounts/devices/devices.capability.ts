import { defineCapability } from '../../platform/capabilities/capability.js';
import { neverExpires, survivesChanges } from '../../platform/capabilities/table.js';
import { Devices, type DevicesConfig } from './devices.service.js';

declare module '../../core/services.js' {
  interface Services {
    devices: Devices;
  }
}

declare module '../../core/secret-box.js' {
  interface KeyCatalogue {
    deviceFingerprints: KeyedHash;
  }
}

/** The devices on which users were seen. */
export const devices = defineCapability({
  name: 'devices',
  errors: {},
  events: {},
  keys: {
    deviceFingerprints: {
      kind: 'hash',
      label: 'device-fingerprints',
      protects: 'fingerprints',
      afterRotation: 'both recognise, the new one is written',
    },
  },
  owns: { Device: 'devices' },
  needs: ['database', 'keys'],
  provides: ['devices'],
  build: ({ database, keys }, config: DevicesConfig) => {
    const devices = new Devices({ database, fingerprints: keys.deviceFingerprints }, config);
    return {
      tables: {
        Device: {
          ...survivesChanges,
          ...neverExpires,
          exportOf: (userId) => devices.exportOf(userId),
          forget: (tx, userId) => devices.forget(tx, userId),
        },
      },
      services: { devices },
    };
  },
});
