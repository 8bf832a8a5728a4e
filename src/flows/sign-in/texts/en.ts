export const en = {
  errors: {
    MFA_REQUIRED: 'A second factor is needed to sign in',
    INVALID_CODE: 'The code is wrong or was already used',
  },
  answers: {
    loggedIn: 'Login successful',
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'sign-in': typeof en;
  }
}
