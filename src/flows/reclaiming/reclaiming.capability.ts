import { defineCapability } from '../../platform/capabilities/capability.js';
import { byAddress, everything, failures, HOUR, QUARTER_HOUR } from '../../platform/rate-limits/rules.js';
import { Disowning } from './disowning.service.js';
import { reclaimingEvents } from './reclaiming.events.js';
import { reclaimingMails } from './reclaiming.mails.js';
import { Reclaiming } from './reclaiming.service.js';
import { ReclaimingNotifications } from './reclaiming-notifications.js';

declare module '../../core/services.js' {
  interface Services {
    reclaiming: Reclaiming;
    disowning: Disowning;
  }
}

/** Gives accounts whose mailbox was never proven to the person who proves it. */
export const reclaiming = defineCapability({
  name: 'reclaiming',
  errors: {},
  events: reclaimingEvents,
  keys: {},
  owns: {},
  operations: {
    disownRegistration: {
      token: 'never',
      throws: ['TOKEN_INVALID'],
      limits: byAddress(failures(20, QUARTER_HOUR), everything(60, HOUR)),
    },
  },
  mails: reclaimingMails,
  resolvers: async () => [(await import('./reclaiming.resolver.js')).ReclaimingResolver],
  needs: [
    'clock',
    'users',
    'mailboxes',
    'userChanges',
    'emailVerification',
    'oneTimeTokens',
    'outbox',
    'audit',
  ],
  provides: ['reclaiming', 'disowning'],
  build: (deps) => {
    const reclaiming = new Reclaiming(deps);
    return {
      tables: {},
      services: { reclaiming, disowning: new Disowning({ ...deps, reclaiming }) },
      handlers: [new ReclaimingNotifications(deps)],
    };
  },
});
