import { defineCapability } from '../../platform/capabilities/capability.js';
import type { OnForbidden } from '../../platform/graphql/admin-only.js';
import { byViewer } from '../../platform/graphql/subject.js';
import { bySubject, everything, HOUR, MINUTE } from '../../platform/rate-limits/rules.js';
import { Administration } from './administration.service.js';
import { RefusedAttempts } from './refused-attempts.js';

declare module '../../core/services.js' {
  interface Services {
    administration: Administration;
    /** Hears of what somebody tried whose role does not allow it. */
    forbidden: OnForbidden;
  }
}

declare module '../../core/errors.js' {
  interface ForbiddenReasonCatalogue {
    ownSuspension: true;
  }
}

/** What administrators, and the operator beside the database, decide of users. */
export const administration = defineCapability({
  name: 'administration',
  errors: {},
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
    adjustBalance: {
      token: 'required',
      throws: ['FORBIDDEN', 'NOT_FOUND'],
      limits: bySubject(everything(120, MINUTE)),
      subject: byViewer,
    },
  },
  limits: {
    // Events that tell of what somebody was refused for their role, by who it was.
    refusedAdministration: bySubject(everything(10, HOUR)),
  },
  resolvers: async () => [(await import('./administration.resolver.js')).AdministrationResolver],
  needs: [
    'clock',
    'users',
    'administrators',
    'standing',
    'keyCreators',
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
