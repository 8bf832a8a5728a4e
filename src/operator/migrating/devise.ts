import type { Export } from './converter.js';
import type { Conversion } from './draft.js';

/** Devise: a line for each user with its attributes, those of OmniAuth and devise-two-factor included. */
export async function* convertDevise({ read, newDraft }: Export): AsyncGenerator<Conversion> {
  for await (const user of read()) {
    const draft = newDraft();
    const { provider, uid, otp_secret: secret, otp_required_for_login: required } = user;
    if (typeof provider === 'string' && provider !== '') draft.addIdentity(provider, uid, user['email']);
    if (typeof secret === 'string' && secret !== '' && required === true) draft.addApp(secret);
    yield draft.finish({
      id: user['id'],
      username: user['username'],
      displayName: user['name'],
      email: user['email'],
      emailVerified: typeof user['confirmed_at'] === 'string',
      passwordHash: user['encrypted_password'],
      createdAt: user['created_at'],
    });
  }
}
