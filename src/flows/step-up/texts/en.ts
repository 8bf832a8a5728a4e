export const en = {
  answers: {
    steppedUp: 'You have confirmed that it is you',
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'step-up': typeof en;
  }
}
