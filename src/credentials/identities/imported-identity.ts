import { parseEmailAddress } from '../../core/email-address.js';
import { MOST_IDENTITIES } from './identities.service.js';

/** A user's account at a provider, as another system stored it. */
export interface ImportedIdentity {
  readonly provider: string;
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
}

type Judged<T> = T | { readonly problem: string };

const LONGEST_URL = 255;
const FIELDS = ['provider', 'issuer', 'subject', 'email'];
const FORM =
  `must be a list of 1 to ${MOST_IDENTITIES} objects of ` +
  '`provider`, `subject` and, if known, `email`; also `issuer`, unless the provider is google, github or apple';
const ISSUER_RULE = 'must have an https address as the `issuer`, as the provider writes it';

/** The issuers of providers that have one for everybody. */
const ISSUERS: Readonly<Record<string, string>> = {
  google: 'https://accounts.google.com',
  github: 'https://github.com/login/oauth',
  apple: 'https://appleid.apple.com',
};

/**
 * Reads the accounts at providers of a record. Issuer and subject are the key by which a sign-in finds the user, so
 * they are compared exactly and never guessed. No problem repeats a value of the record.
 */
export function readImportedIdentities(value: unknown): Judged<readonly ImportedIdentity[]> {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_IDENTITIES) return { problem: FORM };
  const identities: ImportedIdentity[] = [];
  for (const entry of value) {
    const identity = readIdentity(entry);
    if ('problem' in identity) return identity;
    if (identities.some((one) => identityKey(one) === identityKey(identity)))
      return { problem: 'must not have the same account twice' };
    identities.push(identity);
  }
  return identities;
}

/** What identifies an account at a provider: the issuer and its id of the person, never an address. */
export function identityKey({ issuer, subject }: Pick<ImportedIdentity, 'issuer' | 'subject'>): string {
  return JSON.stringify([issuer, subject]);
}

function readIdentity(entry: unknown): Judged<ImportedIdentity> {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return { problem: FORM };
  const fields = entry as Record<string, unknown>;
  const { provider, subject } = fields;
  if (Object.keys(fields).some((field) => !FIELDS.includes(field))) return { problem: FORM };
  if (!isProvider(provider) || !isSubject(subject)) return { problem: FORM };
  const issuer = issuerOf(provider, fields['issuer'] ?? null);
  if (issuer === null) return { problem: ISSUER_RULE };
  const given = fields['email'] ?? null;
  const email = typeof given === 'string' ? parseEmailAddress(given) : null;
  if (given !== null && email === null)
    return { problem: 'must have an email address as the `email`, or none' };
  return { provider, issuer, subject, email: email?.address ?? null };
}

/**
 * An Enterprise host of GitHub has an issuer of its own.
 * @returns null without an issuer, and for another one than the provider has
 */
function issuerOf(provider: string, given: unknown): string | null {
  const known = Object.hasOwn(ISSUERS, provider) ? (ISSUERS[provider] ?? null) : null;
  if (given === null) return known;
  if (typeof given !== 'string' || given.length > LONGEST_URL) return null;
  if (known !== null && provider !== 'github') return given === known ? known : null;
  const isAddress = URL.canParse(given) && new URL(given).protocol === 'https:' && /^https:\/\//.test(given);
  return isAddress && /^[!-~]+$/.test(given) ? given : null;
}

function isProvider(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z][a-z0-9]{0,31}$/.test(value);
}

/** OpenID Connect Core §2: at most 255 ASCII characters. */
function isSubject(value: unknown): value is string {
  return typeof value === 'string' && /^[!-~]{1,255}$/.test(value);
}
