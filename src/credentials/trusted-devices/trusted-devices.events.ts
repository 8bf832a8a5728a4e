import type { ConcernsUser, EventDeclarations, InSession } from '../../core/events.js';

export interface TrustedDeviceEvents {
  trusted_devices_forgotten: ConcernsUser & InSession;
}

declare module '../../core/events.js' {
  interface EventCatalogue extends TrustedDeviceEvents {}
}

export const trustedDeviceEvents: EventDeclarations<keyof TrustedDeviceEvents> = {
  trusted_devices_forgotten: {
    description: 'The user ended the trust in every device, so that each sign-in asks for the second factor.',
    outcome: 'SUCCESS',
    byUser: true,
  },
};
