import {
  LIFTING,
  OPENING,
  WITH_OPTIONAL_TOKEN,
  WITHOUT_TOKEN,
} from '../../generated/client/declared-operations.js';

/** How to send an operation. The fields decide, never words in the text of the document. */
export type Need = 'opens a session' | 'token' | 'token if any' | 'nothing';

/** An operation that opens a session takes turns with refreshes, and the client keeps its session. */
export function needOf(fields: readonly string[]): Need {
  if (fields.some((field) => OPENING.includes(field))) return 'opens a session';
  const areAllIn = (lists: readonly string[]) =>
    fields.length > 0 && fields.every((field) => lists.includes(field));
  if (areAllIn(WITHOUT_TOKEN)) return 'nothing';
  return areAllIn([...WITHOUT_TOKEN, ...WITH_OPTIONAL_TOKEN]) ? 'token if any' : 'token';
}

/** Whether the operation proves anew who the user is. Access tokens from before it do not count as fresh. */
export function liftsSession(fields: readonly string[]): boolean {
  return fields.some((field) => LIFTING.includes(field));
}
