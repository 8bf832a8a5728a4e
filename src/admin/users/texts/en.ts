export const en = {
  answers: {
    userSessionsRevoked: 'The user has been signed out everywhere',
  },
  forbidden: {
    ownSuspension: 'You cannot suspend yourself',
  },
  problems: {
    input: {
      reason: 'Must be one line of text with {{max}} characters at the most',
      amount: 'Must be an amount other than zero, such as 12.50 or -12.50',
      future: 'Must be in the future',
      covered: 'Must not take more than there is',
      unused: 'Already names another adjustment',
      idempotencyKey: 'May hold up to {{max}} letters, digits and the signs . _ : -',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    administration: typeof en;
  }
}
