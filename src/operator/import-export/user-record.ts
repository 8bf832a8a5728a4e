import { usernameOf } from '../../accounts/users/derived-username.js';
import { DISPLAY_NAME_MAX_LENGTH, displayNameOf, isDisplayName } from '../../accounts/users/display-name.js';
import type { ImportedUser } from '../../accounts/users/user-batches.service.js';
import { USERNAME_MAX_LENGTH, USERNAME_MIN_LENGTH, USERNAME_PATTERN } from '../../accounts/users/username.js';
import { type EmailAddress, parseEmailAddress } from '../../core/email-address.js';
import { parseUserId, type UserId } from '../../core/ids.js';
import { parseTimestamp } from '../../core/timestamp.js';
import { Role, UserStatus } from '../../core/viewer.js';
import {
  type ImportedIdentity,
  readImportedIdentities,
} from '../../credentials/identities/imported-identity.js';
import { type ImportedPasskeys, readImportedPasskeys } from '../../credentials/passkeys/imported-passkey.js';
import type { FirebaseParameters } from '../../credentials/passwords/firebase-hash.js';
import { type HashFormat, readImportedHash } from '../../credentials/passwords/imported-hash.js';
import { type ImportedTotp, readImportedTotp } from '../../credentials/totp/imported-totp.js';
import { isLanguageCode } from '../../platform/i18n/language-code.js';
import { FieldReader, type RecordProblem } from './field-reader.js';

/** A user in the format of a line: `users export` writes it, and `users import` reads it. */
export interface UserRecord {
  /** Null for a new id. */
  readonly id: UserId | null;
  readonly username: string;
  /** Whether the username is derived from the email address. An import may still add an ending. */
  readonly usernameIsDerived: boolean;
  readonly displayName: string | null;
  readonly email: EmailAddress;
  readonly emailVerified: boolean;
  readonly languageCode: string;
  readonly role: Role;
  readonly status: UserStatus;
  readonly suspendedUntil: Date | null;
  /** Null for the time of the import. */
  readonly createdAt: Date | null;
  readonly passwordHash: {
    readonly text: string;
    readonly format: HashFormat;
    readonly weak: boolean;
  } | null;
  /** Null without authenticator apps. */
  readonly totp: readonly ImportedTotp[] | null;
  readonly passkeys: ImportedPasskeys | null;
  /** Null without accounts at providers. */
  readonly identities: readonly ImportedIdentity[] | null;
}

export type RecordReading = { readonly record: UserRecord } | { readonly problems: readonly RecordProblem[] };

/** The options of one file, in addition to the rules for every record. */
export interface RecordOptions {
  /** The RP ID of this service, to which passkeys must belong. */
  readonly rpId: string;
  /** The Firebase project of the password hashes. */
  readonly firebase: FirebaseParameters | null;
  /**
   * Whether a missing or invalid username is derived from the email address. `offered`: the error message
   * names the option for it.
   */
  readonly derivedUsernames: 'no' | 'offered' | 'made';
}

/** Reads one line of a file. */
export function readRecordLine(text: string, now: Date, options: RecordOptions): RecordReading {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problems: [{ field: 'line', problem: 'must be one JSON object' }] };
  return readRecord(value as Record<string, unknown>, now, options);
}

/** Checks each field by the rules of a registration, and refuses unknown fields. */
export function readRecord(
  fields: Readonly<Record<string, unknown>>,
  now: Date,
  { rpId, firebase, derivedUsernames }: RecordOptions,
): RecordReading {
  const reader = new FieldReader(fields);
  const given = readUsername(reader, derivedUsernames);
  const record = {
    id: reader.optional('id', 'must be a UUID in lower case', (value) => parseUserId(value) ?? undefined),
    displayName: reader.optional('displayName', DISPLAY_NAME_RULE, fitDisplayName),
    email: reader.required('email', 'must be an email address', (value) =>
      typeof value === 'string' ? (parseEmailAddress(value) ?? undefined) : undefined,
    ),
    emailVerified: reader.optional('emailVerified', 'must be true or false', readBoolean) ?? false,
    languageCode: reader.optional('languageCode', 'must be a BCP 47 language tag', readLanguage) ?? 'en',
    role: reader.optional('role', 'must be USER or ADMIN', (value) => oneOf(Role, value)) ?? Role.USER,
    status:
      reader.optional('status', 'must be ACTIVE or SUSPENDED', (value) => oneOf(UserStatus, value)) ??
      UserStatus.ACTIVE,
    suspendedUntil: reader.optional('suspendedUntil', TIMESTAMP_RULE, readTime),
    createdAt: reader.optional('createdAt', 'must be a past time such as 2024-02-29T12:30:00Z', (value) => {
      const instant = readTime(value);
      return instant !== undefined && instant <= now ? instant : undefined;
    }),
    passwordHash: reader.judged('passwordHash', (value) => readImportedHash(value, firebase)),
    totp: reader.judged('totp', readImportedTotp),
    passkeys: reader.judged('passkeys', (value) => readImportedPasskeys(value, rpId)),
    identities: reader.judged('identities', readImportedIdentities),
  };
  reader.refuseOthers();
  // Refused, since the user would be active although the record asks for a suspension.
  if (record.suspendedUntil !== null && record.status === UserStatus.ACTIVE)
    reader.problems.push({ field: 'suspendedUntil', problem: 'needs the status SUSPENDED' });
  const { email } = record;
  if (reader.problems.length > 0 || given === undefined || email === undefined)
    return { problems: reader.problems };
  const username = given ?? usernameOf(email);
  const displayName = displayNameOf(record.displayName ?? '');
  return { record: { ...record, displayName, email, username, usernameIsDerived: given === null } };
}

/**
 * Converts a record to a new user. The record does not say when the address was verified, so it counts as
 * verified now. The same holds for the confirmation of second factors.
 */
export function importedUser(record: UserRecord, id: UserId, now: Date): ImportedUser {
  const { username, displayName, email, languageCode, role, status, suspendedUntil } = record;
  return {
    id,
    username,
    displayName,
    email,
    emailVerifiedAt: record.emailVerified ? now : null,
    languageCode,
    role,
    status,
    suspendedUntil,
    createdAt: record.createdAt ?? now,
    secondFactorSince: hasFactor(record) ? now : null,
  };
}

function hasFactor({ totp, passkeys }: UserRecord): boolean {
  return (totp?.length ?? 0) > 0 || passkeys !== null;
}

const USERNAME_RULE = `must have ${USERNAME_MIN_LENGTH} to ${USERNAME_MAX_LENGTH} letters, digits and underscores`;
const DISPLAY_NAME_RULE = `must be one line of at most ${DISPLAY_NAME_MAX_LENGTH} characters`;
const OFFER = '; --derive-usernames derives one from the email address';
const TIMESTAMP_RULE = 'must be a time such as 2024-02-29T12:30:00Z';

/** @returns null for a username that must be derived, and undefined if there is a problem */
function readUsername(
  reader: FieldReader,
  derived: RecordOptions['derivedUsernames'],
): string | null | undefined {
  if (derived !== 'made')
    return reader.required('username', USERNAME_RULE, fitUsername, derived === 'offered' ? OFFER : '');
  return reader.optional('username', 'must be a text', (value) =>
    typeof value === 'string' ? (fitUsername(value) ?? null) : undefined,
  );
}

function fitUsername(value: unknown): string | undefined {
  const fits =
    typeof value === 'string' &&
    USERNAME_PATTERN.test(value) &&
    value.length >= USERNAME_MIN_LENGTH &&
    value.length <= USERNAME_MAX_LENGTH;
  return fits ? value : undefined;
}

function fitDisplayName(value: unknown): string | undefined {
  return typeof value === 'string' && isDisplayName(value) ? value : undefined;
}

function readBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function readLanguage(value: unknown): string | undefined {
  return typeof value === 'string' && isLanguageCode(value) ? value : undefined;
}

function readTime(value: unknown): Date | undefined {
  return typeof value === 'string' ? (parseTimestamp(value) ?? undefined) : undefined;
}

function oneOf<T extends string>(values: Readonly<Record<T, T>>, value: unknown): T | undefined {
  return (Object.values(values) as T[]).find((candidate) => candidate === value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
