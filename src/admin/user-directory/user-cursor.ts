/**
 * The position where a page of users ends. Users are sorted by creation time and then by id, newest first.
 */
export interface UserPosition {
  readonly createdAt: Date;
  /** A client sends it back in a cursor, so the user may be any, or none. */
  readonly id: string;
}

/** Creation time in milliseconds, and id. The time is negative for accounts imported from before 1970. */
const USER_CURSOR = /^(-?\d{1,14})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The first moment of the year 1. The database reads no earlier one in ISO 8601. */
const FIRST_TIME = Date.parse('0001-01-01T00:00:00Z');

/** Whether a text has the form of a cursor, and a time that the database can read. */
export function isUserCursor(text: string): boolean {
  return USER_CURSOR.test(text) && positionAt(text).createdAt.getTime() >= FIRST_TIME;
}

/** The cursor holds the whole position, so paging continues even if that user was deleted. */
export function cursorOf({ createdAt, id }: UserPosition): string {
  return `${createdAt.getTime()}.${id}`;
}

export function positionAt(cursor: string): UserPosition {
  const [, time = '', id = ''] = USER_CURSOR.exec(cursor) ?? [];
  return { createdAt: new Date(Number(time)), id };
}
