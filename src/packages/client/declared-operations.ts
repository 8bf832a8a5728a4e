// Written by `npm run schema` from what the capabilities declare.

/** Operations that need no token: they wait for no refresh and are sent without one. */
export const WITHOUT_TOKEN: readonly string[] = [
  '_service',
  'confirmEmailChange',
  'introspectToken',
  'login',
  'passwordPolicy',
  'refreshToken',
  'register',
  'requestPasswordReset',
  'resetPassword',
  'verifyEmail',
];

/** Operations whose answer is a new session. */
export const OPENING: readonly string[] = [
  'login',
  'refreshToken',
  'register',
];
