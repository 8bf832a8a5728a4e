import { type EmailAddress, parseEmailAddress } from '../core/email-address.js';
import { readInstant } from '../core/instant.js';
import { isUuid } from '../core/uuid.js';
import { Role, UserStatus } from '../core/viewer.js';
import { isLanguageCode } from '../languages/language-code.js';
import { type HashFormat, readImportedHash } from '../passwords/imported-hash.js';
import type { ArrivingUser } from '../users/user-batches.service.js';
import { USERNAME_MAX_LENGTH, USERNAME_MIN_LENGTH, USERNAME_PATTERN } from '../users/username.js';

/** A user as a line of a file tells of them: what `users export` writes, and `users import` reads. */
export interface UserRecord {
  /** Null: a new one. */
  readonly id: string | null;
  readonly username: string;
  readonly email: EmailAddress;
  readonly emailVerified: boolean;
  readonly languageCode: string;
  readonly role: Role;
  readonly status: UserStatus;
  readonly suspendedUntil: Date | null;
  /** Null: now. */
  readonly createdAt: Date | null;
  readonly passwordHash: {
    readonly text: string;
    readonly format: HashFormat;
    readonly weak: boolean;
  } | null;
}

/** What is wrong with a field, in a sentence that never repeats its value. */
export interface RecordProblem {
  readonly field: string;
  readonly problem: string;
}

export type RecordReading = { readonly record: UserRecord } | { readonly problems: readonly RecordProblem[] };

/** Reads one line of a file. */
export function readRecordLine(text: string, now: Date): RecordReading {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problems: [{ field: 'line', problem: 'must be one JSON object' }] };
  return readRecord(value as Record<string, unknown>, now);
}

/** Holds each field to the rules that a registration holds it to, and refuses fields that there are none of. */
export function readRecord(fields: Readonly<Record<string, unknown>>, now: Date): RecordReading {
  const reader = new FieldReader(fields);
  const record = {
    id: reader.optional('id', 'must be a UUID in lower case', (value) => (isUuid(value) ? value : undefined)),
    username: reader.required('username', USERNAME_RULE, readUsername),
    email: reader.required('email', 'must be an email address', (value) =>
      typeof value === 'string' ? (parseEmailAddress(value) ?? undefined) : undefined,
    ),
    emailVerified: reader.optional('emailVerified', 'must be true or false', readBoolean) ?? false,
    languageCode: reader.optional('languageCode', 'must be a BCP 47 language tag', readLanguage) ?? 'en',
    role: reader.optional('role', 'must be USER or ADMIN', (value) => oneOf(Role, value)) ?? Role.USER,
    status:
      reader.optional('status', 'must be ACTIVE or SUSPENDED', (value) => oneOf(UserStatus, value)) ??
      UserStatus.ACTIVE,
    suspendedUntil: reader.optional('suspendedUntil', INSTANT_RULE, readTime),
    createdAt: reader.optional(
      'createdAt',
      'must be an instant such as 2024-02-29T12:30:00Z, and past',
      (value) => {
        const instant = readTime(value);
        return instant !== undefined && instant <= now ? instant : undefined;
      },
    ),
    passwordHash: reader.judged('passwordHash', readHash),
  };
  reader.refuseOthers();
  // Somebody who was to be kept out would be let in.
  if (record.suspendedUntil !== null && record.status === UserStatus.ACTIVE)
    reader.problems.push({ field: 'suspendedUntil', problem: 'is for a status of SUSPENDED' });
  const { username, email } = record;
  if (reader.problems.length > 0 || username === undefined || email === undefined)
    return { problems: reader.problems };
  return { record: { ...record, username, email } };
}

/** When an address was shown to be somebody's is not known of other systems: it counts from now. */
export function arriving(record: UserRecord, id: string, now: Date): ArrivingUser {
  const { username, email, languageCode, role, status, suspendedUntil } = record;
  return {
    id,
    username,
    email,
    emailVerifiedAt: record.emailVerified ? now : null,
    languageCode,
    role,
    status,
    suspendedUntil,
    createdAt: record.createdAt ?? now,
  };
}

const USERNAME_RULE = `must have ${USERNAME_MIN_LENGTH} to ${USERNAME_MAX_LENGTH} letters, digits and underscores`;
const INSTANT_RULE = 'must be an instant such as 2024-02-29T12:30:00Z';

/** What a rule makes of a value: undefined where it breaks the rule. */
type Rule<T> = (value: unknown) => T | undefined;

class FieldReader {
  readonly problems: RecordProblem[] = [];
  readonly #known = new Set<string>();

  constructor(private readonly fields: Readonly<Record<string, unknown>>) {}

  required<T>(field: string, problem: string, rule: Rule<T>): T | undefined {
    return this.#read(field, problem, rule) ?? undefined;
  }

  /** Null for a field that is not there, or is null. */
  optional<T>(field: string, problem: string, rule: Rule<T>): T | null {
    const value = this.#value(field);
    return value === null ? null : (this.#read(field, problem, rule) ?? null);
  }

  /** The same for a rule that says itself what is wrong. */
  judged<T extends object>(
    field: string,
    judge: (value: unknown) => T | { readonly problem: string },
  ): T | null {
    const value = this.#value(field);
    if (value === null) return null;
    const judgement = judge(value);
    if (!('problem' in judgement)) return judgement;
    this.problems.push({ field, problem: judgement.problem });
    return null;
  }

  /** A field that is misspelt would be lost without a word, and with it somebody's password. */
  refuseOthers(): void {
    const others = Object.keys(this.fields).filter((field) => !this.#known.has(field));
    // Their names are the file's text, and may be anything.
    if (others.length > 0)
      this.problems.push({ field: 'line', problem: `has ${others.length} field(s) that a user has not` });
  }

  #read<T>(field: string, problem: string, rule: Rule<T>): T | undefined {
    const reading = rule(this.#value(field));
    if (reading === undefined) this.problems.push({ field, problem });
    return reading;
  }

  #value(field: string): unknown {
    this.#known.add(field);
    return Object.hasOwn(this.fields, field) ? (this.fields[field] ?? null) : null;
  }
}

function readHash(value: unknown) {
  if (typeof value !== 'string') return { problem: 'must be a text' };
  const reading = readImportedHash(value);
  return 'problem' in reading ? reading : { text: value, format: reading.format, weak: reading.weak };
}

function readUsername(value: unknown): string | undefined {
  const fits =
    typeof value === 'string' &&
    USERNAME_PATTERN.test(value) &&
    value.length >= USERNAME_MIN_LENGTH &&
    value.length <= USERNAME_MAX_LENGTH;
  return fits ? value : undefined;
}

function readBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function readLanguage(value: unknown): string | undefined {
  return typeof value === 'string' && isLanguageCode(value) ? value : undefined;
}

function readTime(value: unknown): Date | undefined {
  return typeof value === 'string' ? (readInstant(value) ?? undefined) : undefined;
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
