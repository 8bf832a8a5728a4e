export const en = {
  errors: {
    CAPTCHA_REQUIRED: 'Confirm that you are not a robot',
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    captcha: typeof en;
  }
}
