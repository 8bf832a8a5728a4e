import { ERRORS, type ErrorCode } from '../core/errors.js';

type ErrorSentences = { readonly [C in ErrorCode]: (typeof ERRORS)[C]['message'] };

const errors = Object.fromEntries(
  Object.entries(ERRORS).map(([code, { message }]) => [code, message]),
) as ErrorSentences;

/**
 * What the service says in English. Every other language has the same keys; `{{name}}` is filled in, and a key
 * that ends in a plural category (`_one`, `_other`, …) is chosen by `count`.
 */
export const en = {
  errors,
  answers: {
    logout: 'You have been logged out',
    logoutEverywhere: 'You have been logged out everywhere',
    passwordResetRequested: 'If the email exists, a password reset link has been sent',
    passwordReset: 'Your password has been reset',
    passwordChanged: 'Your password has been changed',
    sessionRevoked: 'The session has been ended',
    otherSessionsRevoked: 'All other sessions have been ended',
  },
  mails: {
    letter: {
      linkAsText: 'If the button does not work, open this link in your browser:',
    },
    passwordReset: {
      subject: 'Reset your password',
      greeting: 'Hello {{username}},',
      text: 'Someone, probably you, asked for a new password for your account.',
      action: 'Choose a new password',
      expiry_one: 'The link works once, and for {{count}} minute.',
      expiry_other: 'The link works once, and for {{count}} minutes.',
      ignore: 'If it was not you, ignore this message: your password stays as it is.',
    },
  },
} as const;
