export const en = {
  errors: {
    BAD_USER_INPUT: 'The input is not valid',
    UNAUTHENTICATED: 'Authentication is required',
    FORBIDDEN: 'You are not allowed to do this',
    NOT_FOUND: 'Not found',
    SERVER_BUSY: 'The server is busy, try again in a moment',
    SERVICE_UNAVAILABLE: 'The service is temporarily unavailable',
    INTERNAL_SERVER_ERROR: 'An unexpected error occurred',
  },
  problems: {
    input: {
      required: 'Must be given',
      type: 'Does not fit the schema',
      invalid: 'Is not valid',
      email: 'Must be an email address',
      languageTag: 'Must be a BCP 47 language tag',
      length_one: 'Must have {{min}} to {{count}} character',
      length_other: 'Must have {{min}} to {{count}} characters',
      maxLength_one: 'Must have {{count}} character at the most',
      maxLength_other: 'Must have {{count}} characters at the most',
      range: 'Must be from {{min}} to {{max}}',
      cursor: 'Must be an `endCursor`',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    graphql: typeof en;
  }
}
