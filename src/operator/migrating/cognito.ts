import { isUuid } from '../../core/uuid.js';
import type { Export } from './converter.js';
import type { Conversion } from './draft.js';
import { type Entry, listOf } from './export-file.js';

/** Amazon Cognito: the document that `aws cognito-idp list-users` writes. It has no hashes and no second factors. */
export async function* convertCognito({ read, newDraft }: Export): AsyncGenerator<Conversion> {
  for await (const { Users } of read())
    for (const user of listOf(Users)) {
      const attributes = attributesOf(user);
      const draft = newDraft();
      for (const { providerName, userId } of identitiesOf(attributes.get('identities')))
        draft.addIdentity(providerName, userId, attributes.get('email'));
      if (listOf(user['MFAOptions']).length > 0) draft.leaveOut('second factors by text message');
      const created = user['UserCreateDate'];
      yield draft.finish({
        id: attributes.get('sub'),
        username: usernameOf(user),
        displayName: attributes.get('name'),
        email: attributes.get('email'),
        emailVerified: attributes.get('email_verified') === 'true',
        languageCode: attributes.get('locale'),
        suspended: user['Enabled'] === false,
        createdAt: typeof created === 'number' ? created * 1000 : created,
      });
    }
}

function attributesOf(user: Entry): ReadonlyMap<unknown, unknown> {
  return new Map(listOf(user['Attributes']).map(({ Name, Value }) => [Name, Value]));
}

function identitiesOf(text: unknown): readonly Entry[] {
  try {
    return listOf(JSON.parse(String(text)));
  } catch {
    return [];
  }
}

/** Cognito makes the names of users who came from a provider, such as `google_1080…`, and often those of the others. */
function usernameOf({ Username, UserStatus }: Entry): unknown {
  return UserStatus === 'EXTERNAL_PROVIDER' || isUuid(Username) ? undefined : Username;
}
