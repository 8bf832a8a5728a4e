import type { Account } from '../../core/viewer.js';

/** Where a page of users ends: the newest come first, and of one instant those with the greater id. */
export type UserPosition = Pick<Account, 'createdAt' | 'id'>;

/** In milliseconds, negative before 1970: accounts that were imported may be that old. */
export const USER_CURSOR = /^(-?\d{1,14})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** It holds the whole position, and so goes on from a user who has been deleted meanwhile. */
export function cursorOf({ createdAt, id }: UserPosition): string {
  return `${createdAt.getTime()}.${id}`;
}

export function positionAt(cursor: string): UserPosition {
  const [, time = '', id = ''] = USER_CURSOR.exec(cursor) ?? [];
  return { createdAt: new Date(Number(time)), id };
}
