export const en = {
  errors: {
    USERNAME_TAKEN: 'User name already exists',
    EMAIL_TAKEN: 'Email already exists',
    ACCOUNT_SUSPENDED: 'Account suspended',
  },
  forbidden: {
    lastAdministrator: 'An administrator must remain: appoint another one first',
  },
  problems: {
    input: {
      usernameCharacters: 'May hold letters, digits and underscores only',
      reserved: 'Is reserved: choose another one',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    users: typeof en;
  }
}
