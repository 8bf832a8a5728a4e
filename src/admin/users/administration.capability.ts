import { defineCapability } from '../../platform/capabilities/capability.js';
import type { OnForbidden } from '../../platform/graphql/admin-only.js';
import { byViewer } from '../../platform/graphql/subject.js';
import { bySubject, everything, HOUR, MINUTE } from '../../platform/rate-limits/rules.js';
import { administrationEvents } from './administration.events.js';
import { Administration } from './administration.service.js';
import { RefusedAttempts } from './refused-attempts.js';

declare module '../../core/services.js' {
  interface Services {
    administration: Administration;
    /** Called when a user attempts an operation that their role does not allow. */
    forbidden: OnForbidden;
  }
}

declare module '../../core/errors.js' {
  interface ReasonCatalogue {
    ownSuspension: true;
    ownSecondFactors: true;
  }
}

/** Decisions about users by administrators, or by the operator with database access. */
export const administration = defineCapability({
  name: 'administration',
  errors: {},
  reasons: {
    ownSuspension: 'Another administrator must do it.',
    ownSecondFactors: 'Another administrator must do it.',
  },
  rules: {
    isReason: { fields: '`reason`', when: 'The reason is blank, has more than one line, or is too long.' },
    isAmount: {
      fields: '`amount`',
      when: 'The amount is zero, too large, or has more than two decimal places.',
    },
    covered: { fields: '`amount`', when: 'The amount would make the balance negative.' },
    unused: { fields: '`idempotencyKey`', when: 'The key was used for another adjustment.' },
    future: { fields: '`until`', when: 'The time is in the past.' },
  },
  events: administrationEvents,
  keys: {},
  owns: {},
  operations: {
    suspendUser: {
      token: 'required',
      throws: ['FORBIDDEN', 'NOT_FOUND'],
      limits: bySubject(everything(60, MINUTE)),
      subject: byViewer,
    },
    reinstateUser: {
      token: 'required',
      throws: ['FORBIDDEN', 'NOT_FOUND'],
      limits: bySubject(everything(60, MINUTE)),
      subject: byViewer,
    },
    setUserRole: {
      token: 'required',
      throws: ['FORBIDDEN', 'NOT_FOUND'],
      limits: bySubject(everything(60, MINUTE)),
      subject: byViewer,
    },
    revokeUserSessions: {
      token: 'required',
      throws: ['FORBIDDEN', 'NOT_FOUND'],
      limits: bySubject(everything(60, MINUTE)),
      subject: byViewer,
    },
    resetSecondFactors: {
      token: 'required',
      throws: ['FORBIDDEN', 'NOT_FOUND'],
      limits: bySubject(everything(60, MINUTE)),
      subject: byViewer,
    },
    adjustBalance: {
      token: 'required',
      throws: ['FORBIDDEN', 'NOT_FOUND'],
      limits: bySubject(everything(120, MINUTE)),
      subject: byViewer,
    },
  },
  limits: {
    // Audit events about refused operations, counted by the user who attempted them.
    refusedAdministration: bySubject(everything(10, HOUR)),
  },
  resolvers: async () => [(await import('./administration.resolver.js')).AdministrationResolver],
  needs: [
    'clock',
    'users',
    'administrators',
    'userStatus',
    'keyCreators',
    'factorEnrolment',
    'factorChanges',
    'userChanges',
    'sessions',
    'ledger',
    'audit',
    'limits',
  ],
  provides: ['administration', 'forbidden'],
  build: ({ limits: limit, ...deps }) => {
    const refusals = new RefusedAttempts({ ...deps, limit });
    return {
      tables: {},
      services: {
        administration: new Administration({ ...deps, refusals }),
        forbidden: refusals.forbidden,
      },
    };
  },
});
