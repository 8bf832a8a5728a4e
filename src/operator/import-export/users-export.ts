import { UserBatches } from '../../accounts/users/user-batches.service.js';
import type { ImportExportContext } from './import-export.context.js';
import { UserExport } from './user-export.service.js';

/** Writes the users themselves to standard output as JSON Lines, with or without `--json`. */
export function usersExport(
  { withHashes = false }: { withHashes?: boolean },
  { shell, withOperatorContext }: ImportExportContext,
): Promise<null> {
  return withOperatorContext('users export', async ({ database, randomness, audit, requestMeta }) => {
    const users = new UserBatches({ randomness });
    const count = await new UserExport({ database, users, audit }).run(withHashes, requestMeta, (lines) =>
      shell.result(lines),
    );
    if (shell.isWatched) shell.note(`Exported ${count} users.\n`);
    return null;
  });
}
