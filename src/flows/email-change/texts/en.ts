export const en = {
  answers: {
    emailChangeRequested: 'If the address can be used, a confirmation link has been sent to it',
    emailChanged: 'Your email address has been changed',
  },
  mails: {
    emailChange: {
      subject: 'Confirm your new email address',
      greeting: 'Hello {{username}},',
      text: 'Someone, probably you, wants to use this address for an account at {{service}}. Nothing changes until the address is confirmed.',
      action: 'Use this address',
      expiry_one: 'The link works once, and for {{count}} hour.',
      expiry_other: 'The link works once, and for {{count}} hours.',
      ignore: 'If it was not you, ignore this message: nothing will change.',
    },
    emailChangeRequested: {
      subject: 'Someone wants to change your email address',
      text: 'Someone asked to use another email address for your {{service}} account, and entered your password. Nothing has changed yet.',
      advice:
        'If it was not you, someone knows your password. Reset it now: that cancels the change and signs out every device.',
    },
    emailChanged: {
      subject: 'Your email address was changed',
      text: 'The email address of your {{service}} account was changed. We no longer send messages to the old one. Every device was signed out, except the one on which the change was requested.',
      advice: 'If it was not you, contact the operator of {{service}} immediately.',
    },
    emailInUse: {
      subject: 'Someone wanted to use your email address',
      text: 'Someone wanted to use this address for another account at {{service}}. Nothing has changed: the address still belongs to your account.',
      advice:
        'If it was you, sign in to the account that has this address, or reset its password. If it was not you, you do not need to do anything.',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'email-change': typeof en;
  }
}
