import type { Operations } from '../generated/sdk/operations.js';

/** Operations that need no token: they wait for no refresh and are sent without one. */
export const PUBLIC_OPERATIONS: readonly (keyof Operations)[] = [
  'confirmEmailChange',
  'login',
  'logout',
  'passwordPolicy',
  'refreshToken',
  'register',
  'requestPasswordReset',
  'resetPassword',
  'verifyEmail',
];
