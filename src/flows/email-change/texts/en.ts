export const en = {
  answers: {
    emailChangeRequested: 'If the address can be used, a confirmation link has been sent to it',
    emailChanged: 'Your email address has been changed',
  },
  mails: {
    emailChange: {
      subject: 'Confirm your new email address',
      greeting: 'Hello {{username}},',
      text: 'Someone, probably you, wants to use this address for an account. Nothing changes until the address is confirmed.',
      action: 'Use this address',
      expiry_one: 'The link works once, and for {{count}} hour.',
      expiry_other: 'The link works once, and for {{count}} hours.',
      ignore: 'If it was not you, ignore this message: nothing will change.',
    },
    emailChangeRequested: {
      subject: 'Someone wants to change your email address',
      text: 'Someone asked to use another email address for your account. Nothing has changed yet.',
      advice: 'If it was not you, reset your password now: that also cancels the change.',
    },
    emailChanged: {
      subject: 'Your email address was changed',
      text: 'The email address of your account was changed. We no longer send messages to the old one.',
      advice: 'If it was not you, contact the operator of this service immediately.',
    },
    emailInUse: {
      subject: 'Someone wanted to use your email address',
      text: 'Someone wanted to use this address for another account. Nothing has changed: the address still belongs to your account.',
      advice: 'If it was you, sign in to the account that has this address, or reset its password.',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'email-change': typeof en;
  }
}
