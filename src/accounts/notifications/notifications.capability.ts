import { defineCapability } from '../../platform/capabilities/capability.js';
import { bySubject, everything, HOUR } from '../../platform/rate-limits/rules.js';
import { SecurityNotices } from './security-notices.js';
import { securityNotificationMails } from './security-notifications.mails.js';

/** Mails about what a user would want to know had it not been them. */
export const notifications = defineCapability({
  name: 'notifications',
  errors: {},
  keys: {},
  owns: {},
  limits: {
    // By mailbox and kind, so that an attack cannot flood a mailbox.
    securityNotice: bySubject(everything(5, HOUR)),
  },
  mails: securityNotificationMails,
  needs: ['clock', 'limits', 'outbox', 'administrators'],
  provides: [],
  build: ({ limits: limit, ...deps }) => ({
    tables: {},
    services: {},
    handlers: [new SecurityNotices({ ...deps, limit })],
  }),
});
