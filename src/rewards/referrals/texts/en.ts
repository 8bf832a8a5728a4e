export const en = {
  errors: {
    INVALID_REFERRAL_CODE: 'Referral code is not known',
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    referrals: typeof en;
  }
}
