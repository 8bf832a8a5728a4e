import type { Export } from './converter.js';
import type { Conversion } from './draft.js';
import { type Entry, listOf, membersOf } from './export-file.js';

/** Logins of Auth0 itself, and not accounts at other providers. */
const OWN = ['auth0', 'email', 'sms'];

/**
 * Auth0: the users of a bulk export (`user_id`), the hashes of a support ticket (`_id`), or both. They are joined by the
 * id of the user.
 */
export async function* convertAuth0({ read, newDraft }: Export): AsyncGenerator<Conversion> {
  const hashes = new Map<string, Entry>();
  const profiles = new Set<string>();
  for await (const entry of read()) {
    const { $oid } = membersOf(entry['_id']);
    if (typeof $oid === 'string') hashes.set(`auth0|${$oid}`, entry);
    else profiles.add(String(entry['user_id']));
  }
  for await (const entry of read()) {
    const id = entry['user_id'];
    if (typeof id !== 'string') continue;
    const draft = newDraft();
    for (const { provider, user_id, profileData } of accountsOf(id, entry['identities']))
      if (!OWN.includes(String(provider)))
        draft.addIdentity(provider, user_id, membersOf(profileData)['email'] ?? entry['email']);
    for (const { totp } of listOf(entry['mfa_factors']))
      if (totp !== undefined) draft.addApp(membersOf(totp)['secret']);
    yield draft.finish({
      username: entry['username'],
      displayName: entry['name'],
      email: entry['email'],
      emailVerified: entry['email_verified'] === true,
      passwordHash: hashes.get(id)?.['passwordHash'],
      suspended: entry['blocked'] === true,
      createdAt: entry['created_at'],
    });
  }
  for (const [id, entry] of hashes) {
    if (profiles.has(id)) continue;
    const [address] = listOf(entry['identifiers']).filter(({ type }) => type === 'email');
    yield newDraft().finish({
      username: entry['username'],
      email: entry['email'] ?? address?.['value'],
      emailVerified: (entry['email_verified'] ?? address?.['verified']) === true,
      passwordHash: entry['passwordHash'],
    });
  }
}

/** The export names the identities only if its fields say so; the id has the first of them. */
function accountsOf(id: string, identities: unknown): readonly Entry[] {
  const told = listOf(identities);
  if (told.length > 0) return told;
  const separator = id.indexOf('|');
  return [{ provider: id.slice(0, separator), user_id: id.slice(separator + 1) }];
}
