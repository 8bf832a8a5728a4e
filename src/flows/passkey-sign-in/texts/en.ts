export const en = {
  answers: {
    passkeySignInStarted: 'Continue with your passkey',
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'passkey-sign-in': typeof en;
  }
}
