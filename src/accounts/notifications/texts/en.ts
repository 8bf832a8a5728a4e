export const en = {
  mails: {
    newDevice: {
      subject: 'New sign-in to your account',
      text: 'Someone signed in to your {{service}} account from a device that we had not seen before.',
      advice:
        'If it was you, you do not need to do anything. If it was not you, reset your password now: that signs out every device.',
    },
    passwordChanged: {
      subject: 'Your password was changed',
      text: 'The password of your {{service}} account was changed. Every other device was signed out, and links in our earlier messages no longer work.',
      advice: 'If it was not you, reset your password now: that signs out every device.',
    },
    breachedPassword: {
      subject: 'Choose a new password',
      text: 'The password of your {{service}} account is in lists of passwords that were stolen from other websites. Attackers try such passwords on other accounts. You were not signed out.',
      advice:
        'Choose a new password that you use nowhere else. If you use the old one at other websites, change it there too.',
    },
    tokenReused: {
      subject: 'We signed out one of your devices',
      text: 'A key that keeps one of your devices signed in to {{service}} was used twice, so we signed that device out. Someone may have copied the key. Your other devices stay signed in.',
      advice:
        'Sign in again on your own device. If you do not recognise the device above, or if this happens once more, reset your password: that signs out every device.',
    },
    suspended: {
      subject: 'Your account was suspended',
      text: 'An administrator suspended your {{service}} account and signed you out everywhere.',
      advice: 'If you think that this is a mistake, contact the operator of {{service}}.',
    },
    serviceKeysLeft: {
      subject: 'A former administrator left service keys',
      text: 'An administrator who created service keys at {{service}} is no longer an administrator. The keys still work: other services use them to check tokens, or to manage users.',
      advice: 'Look at the list of service keys, and revoke those that are no longer needed.',
    },
    passwordWasReset: {
      subject: 'Your password was reset',
      text: 'The password of your {{service}} account was reset with a link that we sent to this address. Every device was signed out.',
      advice:
        'If it was not you, someone else can read your email. First change the password of your mailbox, then reset this password again.',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    notifications: typeof en;
  }
}
