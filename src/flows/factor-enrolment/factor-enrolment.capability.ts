import type { FactorRules } from '../../accounts/users/factor-rules.js';
import { defineCapability } from '../../platform/capabilities/capability.js';
import { byViewer } from '../../platform/graphql/subject.js';
import { bySubject, DAY, everything, HOUR } from '../../platform/rate-limits/rules.js';
import { factorEnrolmentEvents } from './factor-enrolment.events.js';
import { factorEnrolmentMails } from './factor-enrolment.mails.js';
import { FactorEnrolment } from './factor-enrolment.service.js';
import { FactorNotices } from './factor-notices.js';

declare module '../../core/services.js' {
  interface Services {
    factorEnrolment: FactorEnrolment;
  }
}

declare module '../../core/errors.js' {
  interface ReasonCatalogue {
    secondFactorNeeded: true;
    enrolmentCodeNeeded: true;
  }
}

/** The first second factor of administrators, and the last one of every user. */
export const factorEnrolment = defineCapability({
  name: 'factor-enrolment',
  errors: {},
  reasons: {
    secondFactorNeeded: 'The user must have a second factor, and keep it.',
    enrolmentCodeNeeded: 'An administrator enrols the first second factor with a code.',
  },
  events: factorEnrolmentEvents,
  keys: {},
  owns: {},
  operations: {
    requestEnrolmentCode: {
      token: 'required',
      throws: ['FORBIDDEN', 'EMAIL_NOT_VERIFIED'],
      limits: bySubject(everything(5, HOUR), everything(10, DAY)),
      subject: byViewer,
    },
  },
  mails: factorEnrolmentMails,
  resolvers: async () => [(await import('./factor-enrolment.resolver.js')).FactorEnrolmentResolver],
  needs: [
    'clock',
    'users',
    'administrators',
    'oneTimeTokens',
    'sessionBoundTokens',
    'outbox',
    'audit',
    'limits',
  ],
  provides: ['factorEnrolment'],
  build: (deps, config: FactorRules) => ({
    tables: {},
    services: { factorEnrolment: new FactorEnrolment(deps, config) },
    handlers: [new FactorNotices(deps)],
  }),
});
