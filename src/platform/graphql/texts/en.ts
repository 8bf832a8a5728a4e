export const en = {
  errors: {
    BAD_USER_INPUT: 'The input is not valid',
    UNAUTHENTICATED: 'Authentication is required',
    FORBIDDEN: 'You are not allowed to do this',
    STEP_UP_REQUIRED: 'Confirm that it is you, and try again',
    NOT_FOUND: 'Not found',
    SERVER_BUSY: 'The server is busy, try again in a moment',
    SERVICE_UNAVAILABLE: 'The service is temporarily unavailable, try again in a moment',
    INTERNAL_SERVER_ERROR: 'An unexpected error occurred, try again later',
  },
  problems: {
    input: {
      required: 'Is required',
      type: 'Does not match the type {{type}}',
      unknown: 'Has a field that the type {{type}} does not have',
      invalid: 'Is not valid',
      email: 'Must be an email address',
      languageTag: 'Must be a BCP 47 language tag',
      length_one: 'Must have {{min}} to {{count}} character',
      length_other: 'Must have {{min}} to {{count}} characters',
      maxLength_one: 'Must have at most {{count}} character',
      maxLength_other: 'Must have at most {{count}} characters',
      range: 'Must be from {{min}} to {{max}}',
      cursor: 'Must be the `endCursor` or `startCursor` of a page',
      oneDirection: 'Cannot be combined with `first`',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    graphql: typeof en;
  }
}
