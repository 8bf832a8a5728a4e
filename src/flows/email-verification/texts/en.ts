export const en = {
  answers: {
    emailVerificationRequested: 'A verification link has been sent to your email address',
    emailVerified: 'Your email address has been verified',
  },
  mails: {
    emailVerification: {
      subject: 'Confirm your email address',
      greeting: 'Hello {{username}},',
      text: 'Please confirm that this address belongs to your {{service}} account.',
      action: 'Confirm this address',
      expiry_one: 'The link works for {{count}} hour.',
      expiry_other: 'The link works for {{count}} hours.',
      ignore:
        'If you did not create this {{service}} account, someone else may have registered with your address. Do not open the link above. Open this one instead:',
      disown: 'I did not create this account',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'email-verification': typeof en;
  }
}
