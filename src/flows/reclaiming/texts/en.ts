export const en = {
  answers: {
    registrationDisowned: 'Thank you: the person who registered with your address can no longer sign in',
  },
  mails: {
    accountReclaimed: {
      subject: 'You have taken over your account',
      text: 'You proved that this address is yours. Someone had created a {{service}} account with it before and never proved that, so we ended everything that could open the account: the password, authenticator apps, passkeys, recovery codes, linked sign-in providers and every session.',
      advice:
        'If you created the account yourself, set a new password now. If it was not you, check the name and the other data in your account.',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    reclaiming: typeof en;
  }
}
