export const en = {
  errors: {
    RATE_LIMITED: 'Too many attempts, try again later',
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    'rate-limits': typeof en;
  }
}
