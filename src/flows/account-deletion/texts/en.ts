export const en = {
  answers: {
    accountDeleted: 'Your account has been deleted',
  },
  mails: {
    accountDeleted: {
      subject: 'Your account was deleted',
      text: 'Your account and the data stored with it have been deleted. This is our last message to you.',
      advice: 'If it was not you, contact the operator of this service immediately.',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'account-deletion': typeof en;
  }
}
