import { isDisplayName } from '../../accounts/users/display-name.js';
import { parseUserId } from '../../core/ids.js';
import { MOST_IDENTITIES } from '../../credentials/identities/identities.service.js';
import { identityKey, readImportedIdentities } from '../../credentials/identities/imported-identity.js';
import { readImportedTotp } from '../../credentials/totp/imported-totp.js';
import { isLanguageCode } from '../../platform/i18n/language-code.js';
import { type Providers, providerFor } from './providers.js';

/** A user of another system, converted. */
export interface Conversion {
  /** A line that `users import` reads; null for a user who cannot be imported. */
  readonly record: object | null;
  /** What the line lacks, in words that are counted over all users. */
  readonly leftOut: readonly string[];
}

/** What another system tells of a user. Values of another type than expected are left out. */
export interface Told {
  readonly id?: unknown;
  readonly username?: unknown;
  readonly displayName?: unknown;
  readonly email?: unknown;
  readonly emailVerified?: boolean;
  readonly languageCode?: unknown;
  readonly passwordHash?: unknown;
  readonly suspended?: boolean;
  /** A time, or milliseconds since 1970. */
  readonly suspendedUntil?: unknown;
  readonly createdAt?: unknown;
}

const MOST_APPS = 5;
const UNFIT_APP = 'authenticator apps with other codes than ours, or with a secret below 128 bits';

/** Collects what becomes one line of an import. */
export class Draft {
  readonly #leftOut: string[] = [];
  readonly #apps: object[] = [];
  readonly #identities = new Map<string, object>();

  constructor(private readonly providers: Providers) {}

  /** Adds the secret of an authenticator app, in base 32 or as an `otpauth:` address. */
  addApp(secret: unknown, name?: unknown): void {
    const plain = { secret };
    const named = typeof name === 'string' && name.trim() !== '' ? { secret, name: name.trim() } : plain;
    const app = [named, plain].find((one) => !('problem' in readImportedTotp(one)));
    if (app === undefined || this.#apps.length === MOST_APPS) this.leaveOut(UNFIT_APP);
    else this.#apps.push(app);
  }

  /** Adds an account at a provider, which the other system knows by its own name. */
  addIdentity(name: unknown, subject: unknown, email?: unknown): void {
    const provider = providerFor(this.providers, String(name));
    if (provider === null) {
      this.leaveOut(`accounts at ${nameOf(name)}`);
      return;
    }
    const plain = { ...provider, subject: typeof subject === 'number' ? String(subject) : subject };
    for (const given of [{ ...plain, email }, plain]) {
      const read = readImportedIdentities([given]);
      const [identity] = 'problem' in read ? [] : read;
      if (identity === undefined) continue;
      if (this.#identities.size === MOST_IDENTITIES) break;
      this.#identities.set(identityKey(identity), given);
      return;
    }
    const isFull = this.#identities.size === MOST_IDENTITIES;
    const because = isFull ? `beside ${MOST_IDENTITIES} others` : 'without a usable id or issuer';
    this.leaveOut(`accounts at ${nameOf(name)} ${because}`);
  }

  leaveOut(what: string): void {
    this.#leftOut.push(what);
  }

  finish(told: Told): Conversion {
    const leftOut = this.#leftOut;
    if (typeof told.email !== 'string' || told.email === '')
      return { record: null, leftOut: ['users without an email address'] };
    const { email, emailVerified = false, passwordHash, suspended = false } = told;
    const language = typeof told.languageCode === 'string' ? told.languageCode.replace(/_/g, '-') : '';
    const until = suspended ? timeOf(told.suspendedUntil) : undefined;
    const record = {
      id: parseUserId(told.id) ?? undefined,
      username: typeof told.username === 'string' && told.username !== '' ? told.username : undefined,
      displayName: displayNameFrom(told.displayName, email),
      email,
      emailVerified,
      languageCode: language !== '' && isLanguageCode(language) ? language : undefined,
      passwordHash: passwordHash === '' || passwordHash === null ? undefined : passwordHash,
      totp: this.#apps.length > 0 ? this.#apps : undefined,
      identities: this.#identities.size > 0 ? [...this.#identities.values()] : undefined,
      status: suspended ? 'SUSPENDED' : undefined,
      suspendedUntil: until,
      createdAt: timeOf(told.createdAt),
    };
    return { record, leftOut };
  }
}

/** A time without a zone is in UTC, as databases store it. */
function timeOf(value: unknown): string | undefined {
  const given = typeof value === 'string' && /^\d{13,}$/.test(value) ? Number(value) : value;
  if (typeof given !== 'string' && typeof given !== 'number') return undefined;
  const zoned =
    typeof given === 'string' && /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(given)
      ? `${given.replace(' ', 'T')}Z`
      : given;
  const time = new Date(zoned);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** Many systems fill the name with the address, which people must not see. */
function displayNameFrom(value: unknown, email: string): string | undefined {
  const isName = typeof value === 'string' && value !== email && value.trim() !== '' && isDisplayName(value);
  return isName ? value : undefined;
}

/** A name that is safe to print: it comes from the export. */
function nameOf(name: unknown): string {
  return /^[\w.:-]{1,64}$/.test(String(name)) ? String(name) : 'another provider';
}
