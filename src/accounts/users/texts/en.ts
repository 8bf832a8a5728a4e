export const en = {
  errors: {
    USERNAME_TAKEN: 'User name already exists',
    EMAIL_TAKEN: 'Email already exists',
    ACCOUNT_SUSPENDED: 'Account suspended',
    EMAIL_NOT_VERIFIED: 'Verify your email address first: open the link that was mailed to you',
  },
  answers: {
    profileUpdated: 'Your profile has been updated',
  },
  reasons: {
    administratorAccount:
      'Only an administrator who is signed in can do this to the account of an administrator',
    lastAdministrator: 'At least one administrator must remain: appoint another one first',
  },
  problems: {
    input: {
      usernameCharacters: 'Must contain only letters, digits and underscores',
      line: 'Must be one line of text with at most {{max}} characters',
      reserved: 'Is reserved: choose another username',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    users: typeof en;
  }
}
