/**
 * The position where a page of users ends. Users are sorted by creation time and then by id, newest first.
 */
export interface UserPosition {
  readonly createdAt: Date;
  /** A client sends it back in a cursor, so the user may be any, or none. */
  readonly id: string;
}

/** Creation time in milliseconds, and id. The time is negative for accounts imported from before 1970. */
export const USER_CURSOR = /^(-?\d{1,14})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The cursor holds the whole position, so paging continues even if that user was deleted. */
export function cursorOf({ createdAt, id }: UserPosition): string {
  return `${createdAt.getTime()}.${id}`;
}

export function positionAt(cursor: string): UserPosition {
  const [, time = '', id = ''] = USER_CURSOR.exec(cursor) ?? [];
  return { createdAt: new Date(Number(time)), id };
}
