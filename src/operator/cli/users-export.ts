import { UserBatches } from '../../accounts/users/user-batches.service.js';
import { UserExport } from '../provisioning/user-export.service.js';
import { inHouse } from './house.js';
import type { Shell } from './shell.js';

/** Its result is the users themselves, on standard output: JSON Lines, with --json or without. */
export function usersExport({ withHashes = false }: { withHashes?: boolean }, shell: Shell): Promise<null> {
  return inHouse(shell, 'users export', async ({ database, randomness, audit, origin }) => {
    const users = new UserBatches({ randomness });
    const count = await new UserExport({ database, users, audit }).run(withHashes, origin, (lines) =>
      shell.result(lines),
    );
    if (shell.isWatched) shell.note(`Exported ${count} users.\n`);
    return null;
  });
}
