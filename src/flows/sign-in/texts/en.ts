export const en = {
  answers: {
    loggedIn: 'Login successful',
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'sign-in': typeof en;
  }
}
