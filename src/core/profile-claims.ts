import type { Account } from './viewer.js';

/** The claims about a user that other services can receive in addition to id and role. */
export const PROFILE_CLAIMS = ['email', 'username', 'language'] as const;
export type ProfileClaim = (typeof PROFILE_CLAIMS)[number];

export type Profile = { readonly [Name in ProfileClaim]?: string };

type Described = Pick<Account, 'email' | 'emailVerified' | 'username' | 'languageCode'>;

/** The value of each claim for an account; undefined if it has none. */
const VALUES: Readonly<Record<ProfileClaim, (account: Described) => string | undefined>> = {
  // A user can register with another person's address. An unverified one must not identify them elsewhere.
  email: ({ email, emailVerified }) => (emailVerified ? email : undefined),
  username: ({ username }) => username,
  language: ({ languageCode }) => languageCode,
};

/** The profile in access tokens, introspection and `/session`. A claim without a value is left out. */
export function profileOf(account: Described, claims: readonly ProfileClaim[]): Profile {
  const told = claims.map((claim) => [claim, VALUES[claim](account)] as const);
  return Object.fromEntries(told.filter(([, value]) => value !== undefined));
}

/** Parses the names of claims, separated by commas or spaces. */
export function parseProfileClaims(
  text: string,
): { readonly value: readonly ProfileClaim[] } | { readonly problem: string } {
  const named = text.split(/[\s,]+/).filter((name) => name !== '');
  const known = PROFILE_CLAIMS.filter((claim) => named.includes(claim));
  return known.length === new Set(named).size
    ? { value: known }
    : { problem: `must be any of ${PROFILE_CLAIMS.join(', ')}, separated by commas` };
}
