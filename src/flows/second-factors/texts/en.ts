export const en = {
  answers: {
    totpEnrolmentStarted: 'Enter the code that your app shows',
    totpAdded: 'Your authenticator app has been added',
    totpRenamed: 'Your authenticator app has been renamed',
    factorRemoved: 'The second factor has been removed',
    factorRemovalWaits: 'The second factor will be removed in a day',
    recoveryCodesReplaced: 'Your recovery codes have been replaced',
    factorRemovalCancelled: 'The removal has been cancelled, and every device has been signed out',
  },
  reasons: {
    noSecondFactor: 'Add a second factor first',
    recoveryCodeTooNew: 'This recovery code is too new: ask for the removal without a code',
  },
  mails: {
    secondFactorAdded: {
      subject: 'A second factor was added to your account',
      text: 'A second factor for signing in, such as an authenticator app or a passkey, was added to your {{service}} account.',
      advice:
        'If it was not you, someone else can use your account. Reset your password now, sign in, and remove the factor that is not yours. If you are asked for a factor that you do not have, contact {{service}}.',
    },
    secondFactorRemoved: {
      subject: 'A second factor was removed from your account',
      text: 'A second factor for signing in, such as an authenticator app or a passkey, was removed from your {{service}} account. Other devices were signed out.',
      advice:
        'If it was not you, someone else can use your account. Reset your password now, sign in, and look at your second factors.',
    },
    secondFactorFailed: {
      subject: 'Someone knows your password',
      text: 'Someone entered the right password of your {{service}} account, but not the second factor. They did not get in.',
      advice: 'If it was you, you do not need to do anything. If it was not you, reset your password now.',
    },
    recoveryCodeUsed: {
      subject: 'A recovery code of your account was used',
      text: 'Someone used one of the recovery codes of your {{service}} account in place of the second factor.',
      advice:
        'If it was not you, reset your password now: that signs out every device. Then sign in, look at your second factors, and replace your recovery codes.',
    },
    recoveryCodesReplaced: {
      subject: 'Your recovery codes were replaced',
      text: 'The recovery codes of your {{service}} account were replaced. The earlier ones no longer work.',
      advice: 'If it was not you, reset your password now, sign in, and replace the codes again.',
    },
    factorRemoval: {
      subject: 'A second factor of your account will be removed',
      greeting: 'Hello {{username}},',
      text: 'Someone signed in to your {{service}} account with a recovery code and asked to remove one of your second factors, such as an authenticator app or a passkey. If it was you, you do not need to do anything. If it was not you, cancel the removal: that also signs out every device. Then reset your password.',
      action: 'Cancel the removal',
      expiry_one: 'The factor is removed in {{count}} hour. Until then the link works.',
      expiry_other: 'The factor is removed in {{count}} hours. Until then the link works.',
      ignore: 'If you have lost the device, ignore this message.',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'second-factor-changes': typeof en;
  }
}
