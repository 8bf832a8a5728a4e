import { cursorOf, isUserCursor, positionAt } from '../../admin/user-directory/user-cursor.js';
import type { Role, UserStatus } from '../../core/viewer.js';
import { type Answer, CommandError } from '../../platform/command-line/answer.js';
import { lineOf, shown } from './shown-user.js';
import type { ListingContext } from './users.context.js';

export interface UsersListOptions {
  readonly search?: string;
  readonly role?: Role;
  readonly status?: UserStatus;
  readonly first: number;
  readonly after?: string;
}

/** Lists users, the newest first, one page at a time. */
export function usersList(
  { first, after, ...search }: UsersListOptions,
  { withUserDirectory }: ListingContext,
): Promise<Answer> {
  if (after !== undefined && !isUserCursor(after))
    throw new CommandError('--after must be the `next` value of a previous page.');
  return withUserDirectory(async (directory) => {
    const found = await directory.list(search, {
      count: first + 1,
      after: after === undefined ? null : positionAt(after),
    });
    const users = found.slice(0, first);
    const last = users.at(-1);
    const next = found.length > first && last !== undefined ? cursorOf(last) : null;
    const lines = [...users.map(lineOf), ...(next === null ? [] : [`Next page: --after ${next}`])];
    return {
      text: users.length === 0 ? 'No users.' : lines.join('\n'),
      data: { users: users.map(shown), next },
    };
  });
}
