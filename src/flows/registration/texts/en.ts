export const en = {
  answers: {
    registered: 'Registration successful',
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    registration: typeof en;
  }
}
