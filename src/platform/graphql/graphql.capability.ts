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
      when: 'The operation needs an access token or a service key, and the request has neither.',
    },
    FORBIDDEN: {
      status: 403,
      when: 'The role of the user does not allow the operation; or, with a `reason`, not even administrators may do it; or a page whose origin is not allowed requested cookie mode.',
      extras:
        '`reason`, in some cases: `lastAdministrator` (one administrator must remain) or `ownSuspension` (administrators cannot suspend themselves)',
    },
    NOT_FOUND: { status: 404, when: 'The object does not exist, or it belongs to another user.' },
    SERVER_BUSY: {
      status: 503,
      noGuess: true,
      when: 'More password checks wait than `HASH_QUEUE_LIMIT` allows, or more database statements wait than the database can run in time.',
      extras: '`retryAfter`: seconds',
    },
    SERVICE_UNAVAILABLE: {
      status: 503,
      noGuess: true,
      when: 'The database cannot be reached or refuses writes. The request changed nothing, or its outcome is unknown.',
      extras: '`retryAfter`: seconds',
    },
    INTERNAL_SERVER_ERROR: {
      status: 500,
      mayBeDone: true,
      when: 'An unexpected error occurred. The answer contains no details; the log has them under `requestId`.',
    },
  },
  events: {},
  keys: {},
  owns: {},
  needs: [],
  provides: [],
  build: () => ({ tables: {}, services: {} }),
});
