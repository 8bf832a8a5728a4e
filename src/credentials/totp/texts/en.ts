export const en = {
  reasons: {
    tooManyAuthenticators: 'Remove an authenticator app first: there cannot be more than five',
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    totp: typeof en;
  }
}
