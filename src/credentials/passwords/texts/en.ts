export const en = {
  errors: {
    WEAK_PASSWORD: 'Password does not meet security requirements',
    INVALID_CREDENTIALS: 'Invalid credentials',
  },
  answers: {
    passwordChanged: 'Your password has been changed',
  },
  problems: {
    password: {
      minLength_one: 'Use at least {{count}} character',
      minLength_other: 'Use at least {{count}} characters',
      maxLength_one: 'Use at most {{count}} character',
      maxLength_other: 'Use at most {{count}} characters',
      requiresUppercase: 'Use an upper-case letter',
      requiresLowercase: 'Use a lower-case letter',
      requiresDigit: 'Use a digit',
      requiresSymbol: 'Use a symbol',
      wellFormed: 'Use well-formed Unicode text',
      containsUsername: 'Do not use your username in the password',
      containsEmail: 'Do not use your email address in the password',
      common: 'Choose a less common password',
      tooGuessable: 'Choose a password that is harder to guess',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    passwords: typeof en;
  }
}
