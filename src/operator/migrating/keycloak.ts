import { writeBase32 } from '../../credentials/totp/imported-totp.js';
import type { Export } from './converter.js';
import type { Conversion, Draft } from './draft.js';
import { type Entry, listOf, membersOf } from './export-file.js';
import type { Provider } from './providers.js';

/** Keycloak: the files that `kc.sh export` writes, of a realm or of its users alone. */
export async function* convertKeycloak({ read, providers, newDraft }: Export): AsyncGenerator<Conversion> {
  const own = new Map<string, Provider>();
  for await (const { identityProviders } of read())
    for (const { alias, providerId, config } of listOf(identityProviders)) {
      const { issuer } = membersOf(config);
      const provider =
        providerId === 'oidc' ? oidcProvider(String(alias), issuer) : { provider: String(providerId) };
      if (provider !== null && !providers.has(String(alias).toLowerCase()))
        own.set(String(alias).toLowerCase(), provider);
    }
  const all = new Map(
    [...own].filter(([, { provider, issuer }]) => issuer !== undefined || providers.has(provider)),
  );
  for await (const { users } of read())
    for (const user of listOf(users)) {
      const draft = newDraft(all);
      for (const { identityProvider, userId } of listOf(user['federatedIdentities']))
        draft.addIdentity(identityProvider, userId, user['email']);
      for (const credential of listOf(user['credentials'])) addFactor(draft, credential);
      yield draft.finish({
        id: user['id'],
        username: user['username'],
        displayName: [user['firstName'], user['lastName']]
          .filter((name) => typeof name === 'string')
          .join(' '),
        email: user['email'],
        emailVerified: user['emailVerified'] === true,
        languageCode: localeOf(user['attributes']),
        passwordHash: listOf(user['credentials']).find(({ type }) => type === 'password'),
        suspended: user['enabled'] === false,
        createdAt: user['createdTimestamp'],
      });
    }
}

const BY_ISSUER: Readonly<Record<string, string>> = {
  'https://accounts.google.com': 'google',
  'https://appleid.apple.com': 'apple',
};

function oidcProvider(alias: string, issuer: unknown): Provider | null {
  if (typeof issuer !== 'string') return null;
  // The settings take letters and digits alone.
  return { provider: BY_ISSUER[issuer] ?? alias.toLowerCase().replace(/[^a-z0-9]/g, ''), issuer };
}

function addFactor(draft: Draft, { type, userLabel, secretData, credentialData }: Entry): void {
  if (type === 'recovery-authn-codes') draft.leaveOut('sets of recovery codes');
  if (type === 'webauthn' || type === 'webauthn-passwordless') draft.leaveOut('passkeys');
  if (type !== 'otp') return;
  const { value } = parsed(secretData);
  const { subType, digits = 6, period = 30, algorithm = 'HmacSHA1', secretEncoding } = parsed(credentialData);
  const isOurs = subType === 'totp' && digits === 6 && period === 30 && algorithm === 'HmacSHA1';
  // The key is the text itself, unless another system's secret was brought into Keycloak.
  const secret = secretEncoding === 'BASE32' ? value : writeBase32(Buffer.from(String(value ?? '')));
  draft.addApp(isOurs ? secret : null, userLabel);
}

function localeOf(attributes: unknown): unknown {
  const { locale } = membersOf(attributes);
  return Array.isArray(locale) ? locale[0] : locale;
}

function parsed(text: unknown): Entry {
  try {
    return membersOf(JSON.parse(String(text)));
  } catch {
    return {};
  }
}
