export const en = {
  answers: {
    userSessionsRevoked: 'The user has been signed out everywhere',
  },
  forbidden: {
    ownSuspension: 'You cannot suspend yourself',
  },
  problems: {
    input: {
      amount: 'Must be an amount other than zero, such as 12.50 or -12.50',
      future: 'Must be in the future',
      covered: 'Must not subtract more than the balance',
      unused: 'Is already used for another adjustment',
      idempotencyKey: 'Must have at most {{max}} letters, digits and the characters . _ : -',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    administration: typeof en;
  }
}
