export const en = {
  answers: {
    stepUpCodeSent: 'A code is on its way to your email address',
  },
  mails: {
    stepUpCode: {
      subject: 'Your code to confirm that it is you',
      text: 'Someone, probably you, wants to make an important change to your {{service}} account. Enter this code where you asked for it:',
      expiry_one: 'The code works once, for {{count}} minute, and only where you asked for it.',
      expiry_other: 'The code works once, for {{count}} minutes, and only where you asked for it.',
      advice:
        'If it was not you, somebody else is signed in to your account: sign out on all devices. Never give the code to anyone.',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'code-step-up': typeof en;
  }
}
