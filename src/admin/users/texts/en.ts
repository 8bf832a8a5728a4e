export const en = {
  answers: {
    secondFactorsReset: 'The second factors of the user have been removed',
    userSessionsRevoked: 'The user has been signed out everywhere',
    userSuspended: 'The user has been suspended',
    userReinstated: 'The suspension of the user has ended',
    userRoleChanged: 'The role of the user has been changed',
    balanceAdjusted: 'The balance has been adjusted',
  },
  reasons: {
    ownSecondFactors: 'You cannot reset your own second factors: ask another administrator',
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
