export const en = {
  errors: {
    PROVIDER_FAILED: 'The provider does not answer as expected. Try again later',
  },
  answers: {
    providerSignInStarted: 'Continue at the provider',
    providerLinked: 'The provider is linked to your account',
    providerSignInOver:
      'This sign-in is over or was already used. Go back to the application and begin again.',
  },
  problems: {
    input: {
      provider: 'Must be the id of one of the sign-in providers that can be used here',
      returnUrl: 'Must be an address to which the service may return, without a fragment',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'provider-sign-in': typeof en;
  }
}
