import type { Account } from './viewer.js';

/** What other services can be told of a user beside id and role, by the names of the claims. */
export const PROFILE_CLAIMS = ['email', 'username', 'language'] as const;
export type ProfileClaim = (typeof PROFILE_CLAIMS)[number];

export type Profile = { readonly [Name in ProfileClaim]?: string };

type Described = Pick<Account, 'email' | 'emailVerified' | 'username' | 'languageCode'>;

/** What each claim says of an account; undefined where it has no value. */
const VALUES: Readonly<Record<ProfileClaim, (account: Described) => string | undefined>> = {
  // Whoever registers types any address: an unverified one must never identify its owner anywhere else.
  email: ({ email, emailVerified }) => (emailVerified ? email : undefined),
  username: ({ username }) => username,
  language: ({ languageCode }) => languageCode,
};

/** The profile that access tokens, introspection and `/session` tell alike; a claim without a value is left out. */
export function profileOf(account: Described, claims: readonly ProfileClaim[]): Profile {
  const told = claims.map((claim) => [claim, VALUES[claim](account)] as const);
  return Object.fromEntries(told.filter(([, value]) => value !== undefined));
}

/** Reads the names of claims, separated by commas or spaces. */
export function parseProfileClaims(
  text: string,
): { readonly value: readonly ProfileClaim[] } | { readonly problem: string } {
  const named = text.split(/[\s,]+/).filter((name) => name !== '');
  const known = PROFILE_CLAIMS.filter((claim) => named.includes(claim));
  return known.length === new Set(named).size
    ? { value: known }
    : { problem: `must be any of ${PROFILE_CLAIMS.join(', ')}, separated by commas` };
}
