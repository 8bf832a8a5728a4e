import { UserBatches } from '../../accounts/users/user-batches.service.js';
import type { ProvisioningContext } from './provisioning.context.js';
import { UserExport } from './user-export.service.js';

/** Its result is the users themselves, on standard output: JSON Lines, with --json or without. */
export function usersExport(
  { withHashes = false }: { withHashes?: boolean },
  { shell, withOperatorContext }: ProvisioningContext,
): Promise<null> {
  return withOperatorContext('users export', async ({ database, randomness, audit, origin }) => {
    const users = new UserBatches({ randomness });
    const count = await new UserExport({ database, users, audit }).run(withHashes, origin, (lines) =>
      shell.result(lines),
    );
    if (shell.isWatched) shell.note(`Exported ${count} users.\n`);
    return null;
  });
}
