import { UserBatches } from '../../accounts/users/user-batches.service.js';
import { ImportedIdentities } from '../../credentials/identities/imported-identities.service.js';
import { ImportedPasskeyBatches } from '../../credentials/passkeys/imported-passkeys.service.js';
import { ImportedTotpSecrets } from '../../credentials/totp/imported-totp-secrets.service.js';
import type { ImportExportContext } from './import-export.context.js';
import { UserExport } from './user-export.service.js';

export interface UsersExportOptions {
  readonly withHashes?: boolean;
  /** Whether to include passkeys and the readable secrets of authenticator apps. */
  readonly secondFactors?: boolean;
}

/** Writes the users themselves to standard output as JSON Lines, with or without `--json`. */
export function usersExport(
  { withHashes = false, secondFactors = false }: UsersExportOptions,
  { shell, withOperatorContext }: ImportExportContext,
): Promise<null> {
  return withOperatorContext('users export', async (context) => {
    const { database, clock, randomness, keys, audit, requestMeta } = context;
    const users = new UserBatches({ randomness });
    const totpSecrets = new ImportedTotpSecrets({ clock, randomness, box: keys.totpSecrets });
    const passkeys = new ImportedPasskeyBatches({ clock, randomness });
    const identities = new ImportedIdentities({ clock, randomness });
    const count = await new UserExport({ database, users, totpSecrets, passkeys, identities, audit }).run(
      { hashes: withHashes, secondFactors },
      requestMeta,
      (lines) => shell.result(lines),
    );
    if (shell.isWatched) shell.note(`Exported ${count} users.\n`);
    return null;
  });
}
