export const en = {
  answers: {
    signInCodeSent: 'If the address is right, a code is on its way to it',
  },
  reasons: {
    mailedCodesOff: 'This service does not mail codes to sign in',
    codeRegistrationOff: 'This service does not mail codes to register',
  },
  mails: {
    signInCode: {
      subject: 'Your sign-in code',
      greeting: 'Hello {{username}},',
      text: 'Someone, probably you, wants to sign in to your {{service}} account. Enter this code where you asked for it:',
      action: 'Open the sign-in page',
      expiry_one: 'The code works once, for {{count}} minute, and only where you asked for it.',
      expiry_other: 'The code works once, for {{count}} minutes, and only where you asked for it.',
      ignore:
        'If it was not you, ignore this message. Never give the code to anyone: we will not ask you for it.',
    },
    registrationCode: {
      subject: 'Your code to register',
      greeting: 'Hello,',
      text: 'Someone, probably you, wants to create a {{service}} account with this address. Enter this code where you asked for it:',
      action: 'Open the sign-in page',
      expiry_one: 'The code works once, for {{count}} minute, and only where you asked for it.',
      expiry_other: 'The code works once, for {{count}} minutes, and only where you asked for it.',
      ignore:
        'If it was not you, ignore this message: no account will be created. Never give the code to anyone.',
    },
    signInCodeRefused: {
      subject: 'You cannot sign in with a code yet',
      text: 'Someone asked for a code to sign in to the {{service}} account with this address. We sent none, because this address has never been confirmed for the account.',
      advice:
        'If the account is yours, sign in as usual and confirm the address, or reset your password: that confirms it too. If the account is not yours, contact the operator of {{service}}.',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'code-sign-in': typeof en;
  }
}
