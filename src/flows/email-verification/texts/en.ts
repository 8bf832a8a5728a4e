export const en = {
  answers: {
    emailVerificationRequested: 'A verification link has been sent to your email address',
    emailVerified: 'Your email address has been verified',
  },
  mails: {
    emailVerification: {
      subject: 'Confirm your email address',
      greeting: 'Hello {{username}},',
      text: 'Please confirm that this address is yours.',
      action: 'Confirm this address',
      expiry_one: 'The link works once, and for {{count}} hour.',
      expiry_other: 'The link works once, and for {{count}} hours.',
      ignore: 'If you have no account with us, ignore this message.',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'email-verification': typeof en;
  }
}
