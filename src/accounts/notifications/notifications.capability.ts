import { defineCapability } from '../../platform/capabilities/capability.js';
import { bySubject, everything, HOUR } from '../../platform/rate-limits/rules.js';
import { SecurityNotifications } from './security-notifications.js';
import { securityNotificationMails } from './security-notifications.mails.js';

/** Mails to users about security events that they may not have caused themselves. */
export const notifications = defineCapability({
  name: 'notifications',
  errors: {},
  events: {},
  keys: {},
  owns: {},
  limits: {
    // By mailbox and kind, so that an attacker cannot flood a mailbox.
    securityNotice: bySubject(everything(5, HOUR)),
  },
  mails: securityNotificationMails,
  needs: ['clock', 'limits', 'outbox', 'administrators'],
  provides: [],
  build: ({ limits: limit, ...deps }) => ({
    tables: {},
    services: {},
    handlers: [new SecurityNotifications({ ...deps, limit })],
  }),
});
