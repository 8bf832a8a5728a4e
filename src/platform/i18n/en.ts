import { ERRORS, type ErrorCode, FORBIDDEN_REASONS } from '../../core/errors.js';

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
    logout: 'Logout successful',
    logoutEverywhere: 'You have been logged out everywhere',
    passwordResetRequested: 'If the email exists, a password reset link has been sent',
    passwordReset: 'Your password has been reset',
    passwordChanged: 'Your password has been changed',
    sessionRevoked: 'The session has been ended',
    otherSessionsRevoked: 'All other sessions have been ended',
    userSessionsRevoked: 'The user has been signed out everywhere',
    emailVerificationRequested: 'A verification link has been sent to your email address',
    emailVerified: 'Your email address has been verified',
    emailChangeRequested: 'If the address can be used, a confirmation link has been sent to it',
    emailChanged: 'Your email address has been changed',
    accountDeleted: 'Your account has been deleted',
    serviceKeyRevoked: 'The service key has been revoked',
  },
  /** What an administrator is refused though the role would allow it, by `reason` of FORBIDDEN. */
  forbidden: FORBIDDEN_REASONS,
  /** What does not fit in one field: `input` for BAD_USER_INPUT, `password` by the rules of WEAK_PASSWORD. */
  problems: {
    input: {
      required: 'Must be given',
      type: 'Does not fit the schema',
      invalid: 'Is not valid',
      email: 'Must be an email address',
      languageTag: 'Must be a BCP 47 language tag',
      length_one: 'Must have {{min}} to {{count}} character',
      length_other: 'Must have {{min}} to {{count}} characters',
      maxLength_one: 'Must have {{count}} character at the most',
      maxLength_other: 'Must have {{count}} characters at the most',
      maxTypes_one: 'Must have {{count}} type at the most',
      maxTypes_other: 'Must have {{count}} types at the most',
      usernameCharacters: 'May hold letters, digits and underscores only',
      reserved: 'Is reserved: choose another one',
      serviceKeyName:
        'Must begin with a letter or digit, and may hold A to Z, digits, spaces, dots, hyphens and underscores only',
      userId: 'Must be the id of a user',
      range: 'Must be from {{min}} to {{max}}',
      cursor: 'Must be an `endCursor`',
      reason: 'Must be one line of text with {{max}} characters at the most',
      amount: 'Must be an amount other than zero, such as 12.50 or -12.50',
      future: 'Must be in the future',
      covered: 'Must not take more than there is',
      unused: 'Already names another adjustment',
      idempotencyKey: 'May hold up to {{max}} letters, digits and the signs . _ : -',
    },
    password: {
      minLength_one: 'Use at least {{count}} character',
      minLength_other: 'Use at least {{count}} characters',
      maxLength_one: 'Use at most {{count}} character',
      maxLength_other: 'Use at most {{count}} characters',
      requiresUppercase: 'Use an upper-case letter',
      requiresLowercase: 'Use a lower-case letter',
      requiresDigit: 'Use a digit',
      requiresSymbol: 'Use a symbol',
      wellFormed: 'Use well-formed Unicode text',
      containsUsername: 'Leave your user name out of it',
      containsEmail: 'Leave your email address out of it',
      common: 'Choose a less common password',
      tooGuessable: 'Choose a password that is harder to guess',
    },
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
    emailVerification: {
      subject: 'Confirm your email address',
      greeting: 'Hello {{username}},',
      text: 'Please confirm that this address is yours.',
      action: 'Confirm this address',
      expiry_one: 'The link works once, and for {{count}} hour.',
      expiry_other: 'The link works once, and for {{count}} hours.',
      ignore: 'If you have no account with us, ignore this message.',
    },
    emailChange: {
      subject: 'Confirm your new email address',
      greeting: 'Hello {{username}},',
      text: 'Someone, probably you, wants to use this address for an account. Nothing changes until it is confirmed.',
      action: 'Use this address',
      expiry_one: 'The link works once, and for {{count}} hour.',
      expiry_other: 'The link works once, and for {{count}} hours.',
      ignore: 'If it was not you, ignore this message: nothing will change.',
    },
    emailChangeRequested: {
      subject: 'Someone wants to change your email address',
      text: 'Someone asked to use another email address for your account. Nothing has changed yet.',
      advice: 'If it was not you, reset your password now: that also cancels the change.',
    },
    emailChanged: {
      subject: 'Your email address was changed',
      text: 'The email address of your account was changed. We no longer send messages to the old one.',
      advice: 'If it was not you, tell whoever runs this service at once.',
    },
    emailInUse: {
      subject: 'Your email address was asked for',
      text: 'Someone wanted to use this address for another account. Nothing has changed: it stays with yours.',
      advice: 'If it was you, sign in to the account that has this address, or reset its password.',
    },
    accountDeleted: {
      subject: 'Your account was deleted',
      text: 'Your account and the data stored with it have been deleted. This is our last message to you.',
      advice: 'If it was not you, tell whoever runs this service at once.',
    },
    notice: {
      greeting: 'Hello {{username}},',
      circumstances: 'When: {{time}}. From: {{address}}.',
    },
    newDevice: {
      subject: 'New sign-in to your account',
      text: 'Someone signed in to your account with a device that we had not seen before.',
      advice: 'If it was not you, reset your password now: that signs out every device.',
    },
    passwordChanged: {
      subject: 'Your password was changed',
      text: 'The password of your account was changed. Every other device was signed out.',
      advice: 'If it was not you, reset your password now: that signs out every device.',
    },
    tokenReused: {
      subject: 'We signed out one of your devices',
      text: 'A key that keeps one of your devices signed in was used twice, so we ended its session. Someone may have copied it.',
      advice: 'Sign in again on your own device. If this happens once more, reset your password.',
    },
    suspended: {
      subject: 'Your account was suspended',
      text: 'An administrator suspended your account and signed you out everywhere.',
      advice: 'If you think that this is a mistake, tell whoever runs this service.',
    },
    serviceKeysLeft: {
      subject: 'A former administrator left service keys',
      text: 'An administrator who created service keys no longer is one. The keys still work: other services use them to check tokens.',
      advice: 'Look at the list of service keys, and revoke those that are no longer needed.',
    },
  },
} as const;
