// Written by `npm run schema` from what the capabilities declare.

/** Operations that need no token: they wait for no refresh and are sent without one. */
export const WITHOUT_TOKEN: readonly string[] = [
  '_service',
  'introspectToken',
  'login',
  'passwordPolicy',
  'passwordResetLink',
  'refreshToken',
  'register',
  'requestPasswordReset',
  'resetPassword',
];

/** Operations that take a token if there is one: without a session, they are sent without it. */
export const WITH_OPTIONAL_TOKEN: readonly string[] = [
  'confirmEmailChange',
  'logout',
  'verifyEmail',
];

/** Operations whose answer is a new session. */
export const OPENING: readonly string[] = [
  'login',
  'refreshToken',
  'register',
];
