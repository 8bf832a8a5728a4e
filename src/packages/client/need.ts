import { OPENING, WITHOUT_TOKEN } from './declared-operations.js';

/** How an operation is sent: by the fields it asks for, and never by words that its text happens to hold. */
export type Need = 'opens a session' | 'token' | 'nothing';

/** An operation that opens a session takes turns with refreshes, and its session is kept. */
export function needOf(fields: readonly string[]): Need {
  if (fields.some((field) => OPENING.includes(field))) return 'opens a session';
  return fields.length > 0 && fields.every((field) => WITHOUT_TOKEN.includes(field)) ? 'nothing' : 'token';
}
