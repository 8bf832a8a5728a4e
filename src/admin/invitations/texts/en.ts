export const en = {
  answers: {
    userInvited: 'The invitation has been sent',
  },
  mails: {
    invitation: {
      subject: 'Your invitation to {{service}}',
      greeting: 'Hello {{username}},',
      text: 'An account was created for you at {{service}}. Choose a password to use it. Then sign in with your email address or the username {{username}}.',
      action: 'Choose your password',
      expiry_one: 'The link works once, and for {{count}} day.',
      expiry_other: 'The link works once, and for {{count}} days.',
      ignore:
        'If you do not expect an invitation, ignore this message: without the link, nobody can use the account.',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    invitations: typeof en;
  }
}
