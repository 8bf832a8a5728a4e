export const en = {
  problems: {
    password: {
      breached: 'This password is in lists of stolen passwords; choose another one',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    breachedPasswords: typeof en;
  }
}
