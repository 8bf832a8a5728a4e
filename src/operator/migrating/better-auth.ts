import { writeBase32 } from '../../credentials/totp/imported-totp.js';
import type { Export } from './converter.js';
import type { Conversion } from './draft.js';
import { listOf, membersOf } from './export-file.js';

/**
 * better-auth: lines of `user`, `accounts` and `twoFactor`, rows of its tables. The secrets of apps are encrypted; a row
 * has the secret itself as `decrypted`.
 */
export async function* convertBetterAuth({ read, newDraft }: Export): AsyncGenerator<Conversion> {
  for await (const entry of read()) {
    const user = membersOf(entry['user']);
    const accounts = listOf(entry['accounts']);
    const draft = newDraft();
    for (const { providerId, accountId } of accounts)
      if (providerId !== 'credential') draft.addIdentity(providerId, accountId, user['email']);
    for (const { decrypted, verified } of listOf(entry['twoFactor'])) {
      if (verified === false) continue;
      // The key is the text itself.
      if (typeof decrypted === 'string') draft.addApp(writeBase32(Buffer.from(decrypted)));
      else draft.leaveOut('authenticator apps whose secrets are encrypted');
    }
    yield draft.finish({
      id: user['id'],
      username: user['username'],
      displayName: user['name'],
      email: user['email'],
      emailVerified: user['emailVerified'] === true,
      passwordHash: accounts.find(({ providerId }) => providerId === 'credential')?.['password'],
      suspended: user['banned'] === true,
      suspendedUntil: user['banExpires'],
      createdAt: user['createdAt'],
    });
  }
}
