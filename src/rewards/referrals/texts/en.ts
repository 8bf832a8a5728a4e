export const en = {
  errors: {
    INVALID_REFERRAL_CODE: 'The referral code is unknown',
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    referrals: typeof en;
  }
}
