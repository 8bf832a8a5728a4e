import { defineCapability } from '../../platform/capabilities/capability.js';

declare module '../../core/errors.js' {
  interface ErrorCatalogue {
    BAD_USER_INPUT: { status: 400; extras: { fields: readonly FieldProblem[] } };
    UNAUTHENTICATED: { status: 401 };
    FORBIDDEN: { status: 403; extras?: { reason: ForbiddenReason } };
    NOT_FOUND: { status: 404 };
    SERVER_BUSY: { status: 503; extras: { retryAfter: number } };
    SERVICE_UNAVAILABLE: { status: 503; extras: { retryAfter: number } };
    INTERNAL_SERVER_ERROR: { status: 500 };
  }
}

/** The refusals that any operation may answer with. */
export const graphql = defineCapability({
  name: 'graphql',
  errors: {
    BAD_USER_INPUT: { status: 400, noGuess: true },
    UNAUTHENTICATED: { status: 401 },
    FORBIDDEN: { status: 403 },
    NOT_FOUND: { status: 404 },
    SERVER_BUSY: { status: 503, noGuess: true },
    SERVICE_UNAVAILABLE: { status: 503, noGuess: true },
    INTERNAL_SERVER_ERROR: { status: 500 },
  },
  keys: {},
  owns: {},
  needs: [],
  provides: [],
  build: () => ({ tables: {}, services: {} }),
});
