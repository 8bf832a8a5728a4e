import type { Acr } from '../../core/assurance.js';
import type { ProofMethod } from '../../core/proof-method.js';
import { defineCapability } from '../../platform/capabilities/capability.js';

declare module '../../core/errors.js' {
  interface ErrorCatalogue {
    BAD_USER_INPUT: { status: 400; extras: { fields: readonly FieldProblem[] } };
    UNAUTHENTICATED: { status: 401 };
    FORBIDDEN: { status: 403; extras: { reason?: Reason } };
    STEP_UP_REQUIRED: {
      status: 401;
      extras: {
        acr: Acr;
        /** In seconds. */
        maxAge: number;
        methods: readonly ProofMethod[];
        enrol: boolean;
      };
    };
    NOT_FOUND: { status: 404 };
    SERVER_BUSY: { status: 503; extras: { retryAfter: number } };
    SERVICE_UNAVAILABLE: { status: 503; extras: { retryAfter: number } };
    INTERNAL_SERVER_ERROR: { status: 500 };
  }
}

/** The error codes of the API itself. */
export const graphql = defineCapability({
  name: 'graphql',
  errors: {
    BAD_USER_INPUT: {
      status: 400,
      returnedBy: 'every operation',
      noGuess: true,
      when: 'A value of the input is missing, malformed or out of range.',
      extras: '`fields: [{ field, rule, message, params }]`',
    },
    UNAUTHENTICATED: {
      status: 401,
      returnedBy: 'operations with a token',
      when: 'The operation needs an access token or a service key, and the request has neither.',
    },
    FORBIDDEN: {
      status: 403,
      when: 'The role of the user or the scopes of the service key do not allow the operation; or, with a `reason`, not even administrators may do it; or a page whose origin is not allowed requested cookie mode.',
      extras: '`reason`, in some cases: one of the [reasons](#reasons)',
    },
    STEP_UP_REQUIRED: {
      status: 401,
      returnedBy: 'operations with a token',
      noGuess: true,
      when: 'The session is too weak or too old for the operation (RFC 9470). Ask the user to prove again who they are, refresh the session, and try again.',
      extras:
        '`acr`: the level that the operation needs; `maxAge`: the longest time since the proof, in seconds; `methods`: the ways in which the user can prove it; `enrol`: whether the user needs a second factor and has none yet',
    },
    NOT_FOUND: { status: 404, when: 'The object does not exist, or it belongs to another user.' },
    SERVER_BUSY: {
      status: 503,
      returnedBy: 'every operation',
      noGuess: true,
      when: 'More password checks wait than `HASH_QUEUE_LIMIT` allows, or more database statements wait than the database can run in time.',
      extras: '`retryAfter`: seconds',
    },
    SERVICE_UNAVAILABLE: {
      status: 503,
      returnedBy: 'every operation',
      noGuess: true,
      when: 'The database cannot be reached or refuses writes. The request changed nothing, or its outcome is unknown.',
      extras: '`retryAfter`: seconds',
    },
    INTERNAL_SERVER_ERROR: {
      status: 500,
      returnedBy: 'every operation',
      mayBeDone: true,
      when: 'An unexpected error occurred. The answer contains no details; the log has them under `requestId`.',
    },
  },
  rules: {
    required: { fields: 'any', when: 'The value is missing.' },
    type: { fields: 'any', when: 'The value does not match its type in the schema.' },
    unknown: { fields: 'inputs', when: 'The input has a field that the schema does not have.' },
    isLength: { fields: 'texts', when: 'The text is too short or too long.' },
    maxLength: { fields: 'texts, passwords', when: 'The text is too long.' },
    matches: { fields: 'texts', when: 'The text has characters that the field does not allow.' },
    isEmail: { fields: 'email addresses', when: 'The text is not the address of exactly one mailbox.' },
    isLanguageTag: { fields: '`languageCode`', when: 'The text is not a BCP 47 tag.' },
    oneDirection: { fields: '`last`', when: 'The page has `first` too.' },
    isUuid: { fields: 'ids, cursors', when: 'The text is not an id or cursor of the service.' },
    min: { fields: '`first`, `last`', when: 'The number is too small.' },
    max: { fields: '`first`, `last`', when: 'The number is too large.' },
    arrayMinSize: { fields: '`scopes`', when: 'The list is empty.' },
    arrayMaxSize: { fields: 'lists', when: 'The list has too many entries.' },
  },
  events: {},
  keys: {},
  owns: {},
  needs: [],
  provides: [],
  build: () => ({ tables: {}, services: {} }),
});
