export const en = {
  mails: {
    newDevice: {
      subject: 'New sign-in to your account',
      text: 'Someone signed in to your account with a device that we had not seen before.',
      advice: 'If it was not you, reset your password now: that signs out every device.',
    },
    passwordChanged: {
      subject: 'Your password was changed',
      text: 'The password of your account was changed. Every other device was signed out.',
      advice: 'If it was not you, reset your password now: that signs out every device.',
    },
    tokenReused: {
      subject: 'We signed out one of your devices',
      text: 'A key that keeps one of your devices signed in was used twice, so we ended the session of that device. Someone may have copied the key.',
      advice: 'Sign in again on your own device. If this happens once more, reset your password.',
    },
    suspended: {
      subject: 'Your account was suspended',
      text: 'An administrator suspended your account and signed you out everywhere.',
      advice: 'If you think that this is a mistake, contact the operator of this service.',
    },
    serviceKeysLeft: {
      subject: 'A former administrator left service keys',
      text: 'An administrator who created service keys is no longer an administrator. The keys still work: other services use them to check tokens.',
      advice: 'Look at the list of service keys, and revoke those that are no longer needed.',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    notifications: typeof en;
  }
}
