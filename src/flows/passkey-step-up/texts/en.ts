export const en = {
  answers: {
    passkeyReauthenticationStarted: 'Continue with your passkey to confirm that it is you',
    passkeyReauthenticated: 'You have confirmed that it is you',
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'passkey-step-up': typeof en;
  }
}
