import type { Claims, ProviderRules } from './provider.js';

const ISSUER = 'https://github.com/login/oauth';

/** GitHub has OAuth without OpenID Connect: no discovery, no ID token, no nonce. The API tells who the person is. */
export const github: ProviderRules = {
  issuer: ISSUER,
  name: 'GitHub',
  scopes: ['read:user', 'user:email'],
  issuerOf: (_claims, { issuer }) => issuer,
  personOf: ({ sub, email, email_verified, name }) => ({
    subject: sub,
    email,
    emailProven: email_verified === true,
    name,
  }),
};

/**
 * The addresses of GitHub, or of a GitHub Enterprise host. GitHub sends `iss` in its answers (RFC 9207), and it is this
 * issuer: with `https://github.com` every sign-in would fail.
 */
export function githubMetadata(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/access_token`,
  };
}

/** @throws if the API refuses, or does not answer as GitHub does */
export async function askGithub(
  issuer: string,
  accessToken: string,
  call: typeof globalThis.fetch,
): Promise<Claims> {
  const { origin } = new URL(issuer);
  const api = issuer === ISSUER ? 'https://api.github.com' : `${origin}/api/v3`;
  const ask = async (path: string): Promise<unknown> => {
    const headers = {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${accessToken}`,
      'user-agent': 'latchkey',
    };
    const response = await call(`${api}${path}`, { headers });
    if (!response.ok) throw new TypeError(`GitHub answered with status ${response.status}`);
    return response.json();
  };
  const { id, name } = (await ask('/user')) as { id?: unknown; name?: unknown };
  const addresses = await ask('/user/emails');
  const primary = (Array.isArray(addresses) ? addresses : []).find(
    (entry: { primary?: unknown } | null) => entry?.primary === true,
  ) as { email?: unknown; verified?: unknown } | undefined;
  return {
    // The login of a GitHub user can change hands; the number cannot.
    sub: Number.isSafeInteger(id) && (id as number) > 0 ? String(id) : null,
    email: primary?.email ?? null,
    email_verified: primary?.verified === true,
    name: name ?? null,
  };
}
