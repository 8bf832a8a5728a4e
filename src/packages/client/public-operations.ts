import type { Operations } from '../../generated/client/operations.js';

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

/** Operations whose answer is a new session: it is kept, and they take turns with refreshes. */
const OPENING_OPERATIONS: readonly string[] = ['login', 'refreshToken', 'register'];

/** How an operation is sent: by the fields it asks for, and never by words that its text happens to hold. */
export type Need = 'opens a session' | 'token' | 'nothing';

export function needOf(fields: readonly string[]): Need {
  if (fields.some((field) => OPENING_OPERATIONS.includes(field))) return 'opens a session';
  // `logout` needs no token where it has a refresh token, and ends the session of the token otherwise.
  const isOpen = (field: string) =>
    field !== 'logout' && PUBLIC_OPERATIONS.includes(field as keyof Operations);
  return fields.length > 0 && fields.every(isOpen) ? 'nothing' : 'token';
}
