export const en = {
  errors: {
    PASSKEY_TAKEN: 'This passkey is already registered',
  },
  reasons: {
    tooManyPasskeys: 'Your account has as many passkeys as it can have: remove one first',
  },
  mails: {
    passkeyCopied: {
      subject: 'We refused one of your passkeys',
      text: 'A passkey of your {{service}} account was used, and it counted its uses backwards. Someone may have copied the key of this passkey, so we did not accept it.',
      advice: 'Sign in in another way, remove this passkey from your account, and add a new one.',
    },
  },
} as const;

declare module '../../../core/texts.js' {
  interface TextCatalogue {
    passkeys: typeof en;
  }
}
