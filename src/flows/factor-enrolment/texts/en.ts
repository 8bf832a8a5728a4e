export const en = {
  answers: {
    enrolmentCodeRequested: 'A code has been sent to your email address',
  },
  reasons: {
    secondFactorNeeded: 'A second factor is needed: it must be enrolled first, and the last one must stay',
    enrolmentCodeNeeded:
      'Administrators need a code for their first second factor: request one by mail, or ask the operator',
  },
  mails: {
    enrolmentCode: {
      subject: 'Your code to set up a second factor',
      text: 'Enter this code in {{service}} to set up your first second factor. Administrators need one.',
      expiry_one: 'The code works for {{count}} minute.',
      expiry_other: 'The code works for {{count}} minutes.',
      warning:
        'If you did not request this code, someone knows your {{service}} password: change it now. Never give the code to anybody.',
    },
    administratorFactorAdded: {
      subject: 'An administrator set up a second factor',
      text: 'An administrator of {{service}} set up a second factor for the first time.',
      advice:
        'The audit log shows which account it was. If nobody in your team did this, suspend that account.',
    },
    administratorFactorRemoved: {
      subject: 'An administrator has no second factor any more',
      text: 'An administrator of {{service}} no longer has a second factor: it was removed or reset.',
      advice:
        'The audit log shows which account it was. If nobody in your team did this, suspend that account.',
    },
    secondFactorsReset: {
      subject: 'Your second factors were removed',
      text: 'An administrator or the operator of {{service}} removed all second factors of your account, its recovery codes and its trusted devices. You were signed out everywhere.',
      advice:
        'Sign in with your password and set up a second factor again. If you did not ask for this, contact the operator of {{service}} and change your password.',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'factor-enrolment': typeof en;
  }
}
