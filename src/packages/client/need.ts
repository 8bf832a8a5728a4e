import { OPENING, WITHOUT_TOKEN } from '../../generated/client/declared-operations.js';

/** How to send an operation. The fields decide, never words in the text of the document. */
export type Need = 'opens a session' | 'token' | 'nothing';

/** An operation that opens a session takes turns with refreshes, and the client keeps its session. */
export function needOf(fields: readonly string[]): Need {
  if (fields.some((field) => OPENING.includes(field))) return 'opens a session';
  return fields.length > 0 && fields.every((field) => WITHOUT_TOKEN.includes(field)) ? 'nothing' : 'token';
}
