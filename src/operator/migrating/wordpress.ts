import type { Export } from './converter.js';
import type { Conversion } from './draft.js';
import { listOf } from './export-file.js';

/** WordPress: users with the fields of their table, and of the plugins Two Factor and Nextend Social Login. */
export async function* convertWordPress({ read, newDraft }: Export): AsyncGenerator<Conversion> {
  for await (const user of read()) {
    const draft = newDraft();
    for (const { type, identifier } of listOf(user['social']))
      draft.addIdentity(type, identifier, user['user_email']);
    const { totp } = user;
    if (typeof totp === 'string' && totp !== '') draft.addApp(totp);
    const hash = user['user_pass'];
    // An account that was not used for a decade. The import refuses such a hash.
    const isMd5 = typeof hash === 'string' && /^[0-9a-f]{32}$/.test(hash);
    if (isMd5) draft.leaveOut('password hashes of MD5');
    yield draft.finish({
      username: user['user_login'],
      displayName: user['display_name'] === user['user_login'] ? undefined : user['display_name'],
      email: user['user_email'],
      passwordHash: isMd5 ? undefined : hash,
      createdAt: user['user_registered'],
    });
  }
}
