import { relative } from 'node:path';
import type { Database } from '../../src/platform/database/client.js';
import type { Mail } from '../../src/platform/mail/mailer.js';
import { spellings } from './canary.js';
import { searchFiles } from './file-search.js';

/** The fields of the API that hold a secret, wherever they stand in the variables. */
const SECRET_FIELDS = new Set([
  'password',
  'currentPassword',
  'newPassword',
  'refreshToken',
  'accessToken',
  'token',
  'deviceFingerprint',
  'deviceToken',
  'challenge',
  'code',
  'recoveryCode',
]);
/** The fields that are there to tell a secret. */
const INTENDED = new Set([
  'accessToken',
  'refreshToken',
  'deviceToken',
  'secret',
  'uri',
  'challenge',
  'recoveryCodes',
]);
/** Shorter ones may stand anywhere by accident. */
const SHORTEST = 10;
/** So many are looked for in every spelling; the rest, as they are. */
const SPELLED = 30;

/**
 * ER-1, DR-2: every secret that a test sends or receives is a canary. This remembers them, and everything that
 * comes back; in the end none may be found where it was not meant to be.
 */
export class SecretScan {
  readonly #secrets = new Set<string>();
  readonly #mailed = new Set<string>();
  /** What is public and may look like a secret: somebody's password is their name. */
  readonly #open: string[] = [];
  readonly #answers: string[] = [];

  sent(body: string, accessToken: string | undefined): void {
    if (accessToken !== undefined) this.#keep(accessToken, 'accessToken');
    this.#collect(parsed(body), (value, field) => {
      if (SECRET_FIELDS.has(field)) this.#keep(value, field);
      else if (field !== 'query') this.#open.push(value);
    });
  }

  received(text: string, headers: Headers): void {
    const answer = parsed(text);
    this.#collect(answer, (value, field) => {
      if (INTENDED.has(field)) this.#keep(value, field);
    });
    const told = JSON.stringify(answer, (key, value) => (INTENDED.has(key) ? undefined : value)) ?? text;
    this.#answers.push(told, JSON.stringify([...headers]));
  }

  /** Where a secret was found, and which: nothing, when all is well. */
  async findings(places: {
    log: string;
    mails: readonly Mail[];
    database: Database;
  }): Promise<readonly string[]> {
    const answers = this.#answers.join('\n');
    const mails = JSON.stringify(places.mails);
    // A test may have taken the database away: then there is nothing to look into.
    const dump = await dumpOf(places.database).catch(() => '');
    const all = this.#hidden();
    const unmailed = all.filter((secret) => !this.#mailed.has(secret));
    return [
      ...foundIn('an answer', answers, all),
      ...foundIn('the log', places.log, all),
      ...foundIn('a mail', mails, unmailed),
      ...foundIn('the database', dump, all),
    ];
  }

  /**
   * The same in the files of a service that has ended: what was deleted, or never committed, stands there as well, so
   * here is what has ever been written. Of mails alone it is meant that they tell what is mailed.
   */
  async foundInFiles(folder: string, since: Date, authSecret: Buffer): Promise<readonly string[]> {
    const secrets = new Map(spellings(authSecret).map((form) => [form.toString('latin1'), 'AUTH_SECRET']));
    for (const [index, secret] of this.#hidden().entries())
      for (const form of formsOf(secret, index)) secrets.set(form.toString('latin1'), secret);
    const needles = [...secrets.keys()].map((form) => Buffer.from(form, 'latin1'));
    const found = (await searchFiles(folder, since, needles)).map(({ file, needle }) => ({
      place: relative(folder, file),
      secret: secrets.get(needle.toString('latin1')) ?? '',
    }));
    const leaks = found.filter(
      ({ place, secret }) => !(place.startsWith('mail/') && this.#mailed.has(secret)),
    );
    return [...new Set(leaks.map(({ place, secret }) => `${secret} in the file ${place}`))];
  }

  /** The same for a service in a process of its own, by what it has written and answered. */
  foundInOutput(output: string): readonly string[] {
    const all = this.#hidden();
    return [...foundIn('an answer', this.#answers.join('\n'), all), ...foundIn('the output', output, all)];
  }

  #hidden(): string[] {
    return [...this.#secrets].filter((secret) => !this.#open.some((text) => text.includes(secret)));
  }

  #collect(value: unknown, take: (text: string, field: string) => void, field = ''): void {
    if (typeof value === 'string') take(value, field);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value))
        this.#collect(inner, take, Array.isArray(value) ? field : key);
  }

  #keep(value: string, field: string): void {
    if (value.length < SHORTEST) return;
    this.#secrets.add(value);
    if (field === 'token') this.#mailed.add(value);
  }
}

function formsOf(secret: string, index: number): Buffer[] {
  return index < SPELLED ? spellings(secret) : [Buffer.from(secret)];
}

function foundIn(place: string, text: string, secrets: readonly string[]): string[] {
  const haystack = Buffer.from(text);
  return secrets.flatMap((secret, index) => {
    return formsOf(secret, index).some((form) => haystack.includes(form)) ? [`${secret} in ${place}`] : [];
  });
}

/** Every row of every table, as PostgreSQL writes it. */
export async function dumpOf(database: Database): Promise<string> {
  const tables = await database.$queryRaw<{ name: string }[]>`
    SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public'`;
  const rows: string[] = [];
  for (const { name } of tables) {
    // The names come from the catalogue; a table cannot be a parameter.
    const found = await database.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t`);
    rows.push(...found.map(({ row }) => `${name}: ${row}`));
  }
  return rows.join('\n');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
