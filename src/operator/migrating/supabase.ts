import type { Export } from './converter.js';
import type { Conversion } from './draft.js';
import { listOf, membersOf } from './export-file.js';

/** Logins of Supabase itself, and not accounts at other providers. */
const OWN = ['email', 'phone'];

/** Supabase: lines of `user`, `identities` and `factors`, rows of the schema `auth`. */
export async function* convertSupabase({ read, newDraft }: Export): AsyncGenerator<Conversion> {
  for await (const entry of read()) {
    const user = membersOf(entry['user']);
    if (user['deleted_at'] !== null && user['deleted_at'] !== undefined) continue;
    const draft = newDraft();
    for (const { provider, provider_id, email, identity_data } of listOf(entry['identities']))
      if (!OWN.includes(String(provider)))
        draft.addIdentity(provider, provider_id, email ?? membersOf(identity_data)['email']);
    for (const { factor_type, status, secret, friendly_name } of listOf(entry['factors'])) {
      if (status !== 'verified') continue;
      if (factor_type === 'totp') draft.addApp(secret, friendly_name);
      else draft.leaveOut(`second factors of the kind ${factor_type === 'phone' ? 'phone' : 'passkey'}`);
    }
    yield draft.finish({
      id: user['id'],
      displayName: membersOf(user['raw_user_meta_data'])['full_name'],
      email: user['email'],
      emailVerified: typeof user['email_confirmed_at'] === 'string',
      passwordHash: user['encrypted_password'],
      suspended: typeof user['banned_until'] === 'string',
      suspendedUntil: user['banned_until'],
      createdAt: user['created_at'],
    });
  }
}
