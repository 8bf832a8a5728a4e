export const en = {
  answers: {
    passwordResetRequested: 'If the email exists, a password reset link has been sent',
    passwordReset: 'Your password has been reset',
    invitationAccepted: 'Your account is ready: sign in with your new password',
  },
  mails: {
    passwordReset: {
      subject: 'Reset your password',
      greeting: 'Hello {{username}},',
      text: 'Someone, probably you, asked for a new password for your {{service}} account.',
      action: 'Choose a new password',
      expiry_one: 'The link works once, and for {{count}} minute.',
      expiry_other: 'The link works once, and for {{count}} minutes.',
      ignore: 'If it was not you, ignore this message: your password stays as it is.',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'password-reset': typeof en;
  }
}
