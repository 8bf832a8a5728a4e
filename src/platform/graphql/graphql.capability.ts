import { defineCapability } from '../../platform/capabilities/capability.js';

declare module '../../core/errors.js' {
  interface ErrorCatalogue {
    BAD_USER_INPUT: { status: 400; extras: { fields: readonly FieldProblem[] } };
    UNAUTHENTICATED: { status: 401 };
    FORBIDDEN: { status: 403; extras: { reason?: ForbiddenReason } };
    NOT_FOUND: { status: 404 };
    SERVER_BUSY: { status: 503; extras: { retryAfter: number } };
    SERVICE_UNAVAILABLE: { status: 503; extras: { retryAfter: number } };
    INTERNAL_SERVER_ERROR: { status: 500 };
  }
}

/** The error codes that any operation may return. */
export const graphql = defineCapability({
  name: 'graphql',
  errors: {
    BAD_USER_INPUT: {
      status: 400,
      noGuess: true,
      when: 'A value of the input is missing, malformed or out of range.',
      extras: '`fields: [{ field, rule, message }]`',
    },
    UNAUTHENTICATED: {
      status: 401,
      when: 'The operation needs a token, or a service key, and there is none.',
    },
    FORBIDDEN: {
      status: 403,
      when: 'The role does not allow it; or, with a `reason`, an administrator may not do it all the same; or cookie mode was asked for from an origin that is not allowed.',
      extras:
        '`reason`: `lastAdministrator` (one must remain), `ownSuspension` (nobody suspends themselves), or none',
    },
    NOT_FOUND: { status: 404, when: 'There is no such thing, or it is somebody else’s.' },
    SERVER_BUSY: {
      status: 503,
      noGuess: true,
      when: 'More passwords wait to be checked than `HASH_QUEUE_LIMIT` allows, or more statements wait for the database than it serves in time.',
      extras: '`retryAfter`: seconds',
    },
    SERVICE_UNAVAILABLE: {
      status: 503,
      noGuess: true,
      when: 'The database cannot be reached, or takes no writes. Either the request changed nothing, or its outcome is unknown.',
      extras: '`retryAfter`: seconds',
    },
    INTERNAL_SERVER_ERROR: {
      status: 500,
      when: 'Something nobody foresaw. No detail leaves; the log has it under `requestId`.',
    },
  },
  events: {},
  keys: {},
  owns: {},
  needs: [],
  provides: [],
  build: () => ({ tables: {}, services: {} }),
});
