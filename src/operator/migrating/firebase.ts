import type { Export } from './converter.js';
import type { Conversion } from './draft.js';
import { listOf } from './export-file.js';

/** Logins of Firebase itself, and not accounts at other providers. */
const OWN = ['password', 'phone'];

/** Firebase: the document that `firebase auth:export` writes. */
export async function* convertFirebase({ read, newDraft }: Export): AsyncGenerator<Conversion> {
  for await (const { users } of read())
    for (const user of listOf(users)) {
      const draft = newDraft();
      for (const { providerId, rawId, email } of listOf(user['providerUserInfo']))
        if (!OWN.includes(String(providerId))) draft.addIdentity(providerId, rawId, email);
      yield draft.finish({
        displayName: user['displayName'],
        email: user['email'],
        emailVerified: user['emailVerified'] === true,
        passwordHash: hashOf(user['passwordHash'], user['salt']),
        suspended: user['disabled'] === true,
        createdAt: user['createdAt'],
      });
    }
}

function hashOf(hash: unknown, salt: unknown): string | undefined {
  if (typeof hash !== 'string' || hash === '') return undefined;
  return `$firescrypt$${plainBase64(String(salt ?? ''))}$${plainBase64(hash)}`;
}

/** The API writes the alphabet for addresses, the command the other one. */
function plainBase64(text: string): string {
  return text.replaceAll('-', '+').replaceAll('_', '/');
}
