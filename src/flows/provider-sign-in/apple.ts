import { exactIssuer, type ProviderRules } from './provider.js';

/** Apple sends the answer by POST from its own page, and the name in that answer alone, at the first sign-in. */
export const apple: ProviderRules = {
  issuer: 'https://appleid.apple.com',
  name: 'Apple',
  scopes: ['openid', 'email', 'name'],
  // Without it, Apple refuses the scopes.
  parameters: { response_mode: 'form_post' },
  issuerOf: exactIssuer,
  personOf: ({ sub, email, email_verified }) => ({
    subject: sub,
    email,
    // Apple writes it as a text in some ID tokens.
    emailProven: email_verified === true || email_verified === 'true',
    name: null,
  }),
};

/** @returns the name in Apple's `user`. Nothing signs it, so nothing else in it is read. */
export function nameInAppleUser(user: string | null): string | null {
  try {
    const { name } = JSON.parse(user ?? '') as { name?: { firstName?: unknown; lastName?: unknown } };
    const parts = [name?.firstName, name?.lastName].filter((part) => typeof part === 'string');
    return parts.join(' ').trim() || null;
  } catch {
    return null;
  }
}
