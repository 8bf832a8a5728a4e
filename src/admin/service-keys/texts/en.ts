export const en = {
  answers: {
    serviceKeyRevoked: 'The service key has been revoked',
  },
  problems: {
    input: {
      serviceKeyName:
        'Must begin with a letter or digit, and may hold A to Z, digits, spaces, dots, hyphens and underscores only',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'service-keys': typeof en;
  }
}
