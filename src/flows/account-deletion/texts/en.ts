export const en = {
  answers: {
    accountDeleted: 'Your account has been deleted',
  },
  mails: {
    accountDeleted: {
      subject: 'Your account was deleted',
      text: 'Your {{service}} account was deleted, with its sessions, devices and links. Only a record of events and balances remains, without your name, your email address and your IP addresses. This is our last message to you.',
      advice:
        'If it was not you, contact the operator of {{service}} immediately. A deleted account cannot be restored.',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'account-deletion': typeof en;
  }
}
