import type { Export } from './converter.js';
import type { Conversion, Draft } from './draft.js';
import type { Entry } from './export-file.js';

/** The columns that the documentation of Socialite and usual packages give a table of users. */
const COLUMNS: readonly (readonly [name: string, column: string])[] = [
  ['google', 'google_id'],
  ['github', 'github_id'],
  ['apple', 'apple_id'],
  ['facebook', 'facebook_id'],
  ['microsoft', 'microsoft_id'],
];

/** Laravel: a line for each user, with the secret of Fortify decrypted. */
export async function* convertLaravel({ read, newDraft }: Export): AsyncGenerator<Conversion> {
  for await (const user of read()) {
    const draft = newDraft();
    addIdentities(draft, user);
    const { two_factor_secret: secret, two_factor_confirmed_at: confirmed } = user;
    // Fortify before its confirmations has no column for them.
    if (typeof secret === 'string' && secret !== '' && confirmed !== null) draft.addApp(secret);
    yield draft.finish({
      id: user['id'],
      username: user['username'],
      displayName: user['name'],
      email: user['email'],
      emailVerified: typeof user['email_verified_at'] === 'string',
      passwordHash: user['password'],
      createdAt: user['created_at'],
    });
  }
}

function addIdentities(draft: Draft, user: Entry): void {
  for (const [name, column] of COLUMNS)
    if (isId(user[column])) draft.addIdentity(name, user[column], user['email']);
  const name = user['provider_name'] ?? user['provider'];
  if (typeof name === 'string' && isId(user['provider_id']))
    draft.addIdentity(name, user['provider_id'], user['email']);
}

function isId(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}
