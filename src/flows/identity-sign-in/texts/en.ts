export const en = {
  errors: {
    SIGN_UP_REQUIRED: 'Choose a username to finish signing up',
    LINK_REQUIRED: 'An account with this email address exists: sign in to it once to link the provider',
    IDENTITY_TAKEN: 'This account at the provider is linked to another user',
  },
  answers: {
    providerUnlinked: 'The provider has been unlinked',
  },
  reasons: {
    tooManyIdentities: 'You have as many linked providers as possible: remove one first',
  },
  mails: {
    providerLinked: {
      subject: 'A sign-in provider was linked to your account',
      text: 'A sign-in provider, such as Google or GitHub, was linked to your {{service}} account. It can be used to sign in from now on.',
      advice:
        'If it was not you, someone else can use your account. Reset your password now, sign in, and unlink the provider that is not yours.',
    },
    providerUnlinked: {
      subject: 'A sign-in provider was unlinked from your account',
      text: 'A sign-in provider, such as Google or GitHub, was unlinked from your {{service}} account. It can no longer be used to sign in. Other devices were signed out.',
      advice:
        'If it was not you, someone else can use your account. Reset your password now, sign in, and look at your linked providers.',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'identity-sign-in': typeof en;
  }
}
