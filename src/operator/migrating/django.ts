import { writeBase32 } from '../../credentials/totp/imported-totp.js';
import type { Export } from './converter.js';
import type { Conversion, Draft } from './draft.js';
import { type Entry, membersOf } from './export-file.js';

/** Rows that belong to a user, by the id of the user. */
type Rows = Map<unknown, Entry[]>;

/**
 * Django: the array that `dumpdata` writes. A row with a password and an email address is a user, of whichever model.
 * Addresses and accounts at providers are those of django-allauth, authenticator apps those of django-otp or of
 * django-allauth.
 */
export async function* convertDjango({ read, newDraft }: Export): AsyncGenerator<Conversion> {
  const [addresses, accounts, apps]: [Rows, Rows, Rows] = [new Map(), new Map(), new Map()];
  const rows: Readonly<Record<string, Rows>> = {
    'account.emailaddress': addresses,
    'socialaccount.socialaccount': accounts,
    'otp_totp.totpdevice': apps,
    'mfa.authenticator': apps,
  };
  for await (const { model, fields } of read()) {
    const { user, ...row } = membersOf(fields);
    const kept = rows[String(model)];
    kept?.set(user, [...(kept.get(user) ?? []), row]);
  }
  for await (const { pk, fields } of read()) {
    const user = membersOf(fields);
    if (typeof user['password'] !== 'string' || !('email' in user)) continue;
    const draft = newDraft();
    for (const { provider, uid, extra_data } of accounts.get(pk) ?? [])
      draft.addIdentity(provider, uid, membersOf(extra_data)['email']);
    for (const app of apps.get(pk) ?? []) addApp(draft, app);
    const email = user['email'];
    yield draft.finish({
      id: pk,
      username: user['username'],
      displayName: [user['first_name'], user['last_name']]
        .filter((name) => typeof name === 'string')
        .join(' '),
      email,
      emailVerified: (addresses.get(pk) ?? []).some(
        (one) => one['email'] === email && one['verified'] === true,
      ),
      // Django marks a password that cannot be used with an exclamation mark.
      passwordHash: user['password'].startsWith('!') ? undefined : user['password'],
      suspended: user['is_active'] === false,
      createdAt: user['date_joined'],
    });
  }
}

/** django-otp stores the secret in hexadecimal digits, django-allauth in base 32. */
function addApp(draft: Draft, { key, name, confirmed, step, digits, t0, type, data }: Entry): void {
  if (typeof key === 'string') {
    const isOurs = step === 30 && digits === 6 && t0 === 0;
    if (confirmed === true) draft.addApp(isOurs ? writeBase32(Buffer.from(key, 'hex')) : null, name);
  } else if (type === 'totp') draft.addApp(membersOf(data)['secret']);
  else if (type === 'webauthn') draft.leaveOut('passkeys');
  else draft.leaveOut('sets of recovery codes');
}
