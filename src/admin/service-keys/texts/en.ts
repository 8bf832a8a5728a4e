export const en = {
  answers: {
    serviceKeyRevoked: 'The service key has been revoked',
    serviceKeyCreated: 'The service key has been created',
  },
  reasons: {
    scopeMissing: 'This service key does not have the scope that this operation needs',
  },
  problems: {
    input: {
      serviceKeyScopes: 'Must name at least one scope',
      serviceKeyName:
        'Must begin with a letter or digit, and contain only the letters A to Z, digits, spaces, dots, hyphens and underscores',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'service-keys': typeof en;
  }
}
