import { usernameKey } from '../../accounts/users/username.js';
import type { Clock } from '../../core/clock.js';
import { identityKey } from '../../credentials/identities/imported-identity.js';
import type { ImportedPasskeys } from '../../credentials/passkeys/imported-passkey.js';
import type { HashFormat } from '../../credentials/passwords/imported-hash.js';
import type { Database } from '../../platform/database/client.js';
import type { DerivedUsernames } from './derived-usernames.service.js';
import { DuplicateFinder, type Repeated } from './duplicate-finder.js';
import type { RecordProblem } from './field-reader.js';
import { type FileLine, FileLines } from './file-lines.js';
import type { ImportConflicts } from './import-conflicts.service.js';
import { type RecordOptions, type RecordReading, readRecordLine, type UserRecord } from './user-record.js';

/** The number of records that are compared and written together. */
export const GROUP = 1000;
/** The number of problems that are listed. The rest are only counted. */
const TOLD = 100;

export interface ImportProblem extends RecordProblem {
  readonly line: number;
}

/** The content of a file, and the problems with it. */
export interface ImportReport {
  readonly digest: Uint8Array<ArrayBuffer>;
  readonly repeatedUsernames: Repeated;
  readonly users: number;
  /** The number of users with each hash format. */
  readonly hashes: Readonly<Partial<Record<HashFormat | 'none', number>>>;
  /** The number of accounts at each provider. */
  readonly identities: Readonly<Record<string, number>>;
  /** The number of usernames derived from email addresses. */
  readonly derivedUsernames: number;
  /** The number of hashes that allow fast guessing if an attacker gets them. */
  readonly weakHashes: number;
  /** The number of users that exist already, with the same username and address. */
  readonly existing: number;
  /** The first problems, ordered by line within each kind. */
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
}

export interface CheckOptions {
  /** The last line that an earlier run has imported. */
  readonly doneLine: number;
  /** Whether to skip existing users instead of reporting a problem. */
  readonly skipExisting: boolean;
  /** Called with the number of bytes read. */
  readonly progress: (bytes: number) => void;
}

export interface NumberedRecord {
  readonly line: number;
  readonly record: UserRecord;
}

/**
 * Checks a whole file of users without writing: every field, repeated values, and conflicts with existing
 * users.
 */
export class ImportCheck {
  constructor(
    private readonly deps: {
      database: Database;
      clock: Clock;
      conflicts: ImportConflicts;
      derived: DerivedUsernames;
      options: RecordOptions;
    },
  ) {}

  async report(path: string, options: CheckOptions): Promise<ImportReport> {
    const findings = new Findings();
    const keys = new DuplicateFinder();
    const repeatedUsernames = await this.#repeatedUsernames(path);
    const lines = new FileLines(path);
    for await (const group of lines.groups(GROUP)) {
      const read = this.readGroup(group, (line, problems) => findings.add(line, problems));
      const records = await this.deps.derived.makeUnique(this.deps.database, read, repeatedUsernames);
      for (const { record } of records) {
        findings.count(record);
        for (const { key } of keysOf(record)) keys.add(key);
      }
      await this.#compare(records, options, findings);
      options.progress(lines.bytes);
    }
    const repeated = keys.find();
    if (!repeated.none) await this.#reportDuplicates(path, { repeated, repeatedUsernames }, findings);
    return { digest: lines.digest(), repeatedUsernames, ...findings };
  }

  /** Returns the valid records of some lines, and reports the problems of the others. */
  readGroup(
    group: readonly FileLine[],
    tell: (line: number, problems: readonly RecordProblem[]) => void,
  ): NumberedRecord[] {
    const now = this.deps.clock.now();
    return group.flatMap(({ number, text }) => {
      const reading: RecordReading =
        text === null ? UNREADABLE : readRecordLine(text, now, this.deps.options);
      if ('record' in reading) return [{ line: number, record: reading.record }];
      tell(number, reading.problems);
      return [];
    });
  }

  async #compare(
    records: readonly NumberedRecord[],
    { doneLine, skipExisting }: CheckOptions,
    findings: Findings,
  ): Promise<void> {
    const open = records.filter(({ line }) => line > doneLine);
    const matches = await this.deps.conflicts.find(
      this.deps.database,
      open.map(({ record }) => record),
    );
    for (const [index, match] of matches.entries()) {
      const line = open[index]?.line ?? 0;
      if (match.kind === 'existing') findings.existing += 1;
      if (match.kind === 'existing' && !skipExisting) findings.add(line, [THERE_ALREADY]);
      if (match.kind === 'clashing') findings.add(line, match.problems);
    }
  }

  /** The usernames that several users of the file would have if every derived username stayed as it is. */
  async #repeatedUsernames(path: string): Promise<Repeated> {
    const usernames = new DuplicateFinder();
    if (this.deps.options.derivedUsernames === 'made')
      for await (const group of new FileLines(path).groups(GROUP))
        for (const { record } of this.readGroup(group, () => undefined))
          usernames.add(usernameKey(record.username));
    return usernames.find();
  }

  /** Reads a file with repeated values a second time, to find their lines and to drop false positives. */
  async #reportDuplicates(
    path: string,
    { repeated, repeatedUsernames }: { repeated: Repeated; repeatedUsernames: Repeated },
    findings: Findings,
  ): Promise<void> {
    const first = new Map<string, number>();
    for await (const group of new FileLines(path).groups(GROUP)) {
      const read = this.readGroup(group, () => undefined);
      for (const { line, record } of await this.deps.derived.makeUnique(
        this.deps.database,
        read,
        repeatedUsernames,
      ))
        for (const { field, key } of keysOf(record).filter((one) => repeated.includes(one.key))) {
          const earlier = first.get(key);
          if (earlier === undefined) first.set(key, line);
          else findings.add(line, [{ field, problem: `is the same as in line ${earlier}` }]);
        }
    }
  }
}

const UNREADABLE: RecordReading = {
  problems: [{ field: 'line', problem: 'must be UTF-8 and at most 64 KiB long' }],
};
const THERE_ALREADY: RecordProblem = { field: 'line', problem: 'user already exists' };

class Findings {
  users = 0;
  derivedUsernames = 0;
  weakHashes = 0;
  existing = 0;
  problemCount = 0;
  readonly hashes: Partial<Record<HashFormat | 'none', number>> = {};
  readonly identities: Record<string, number> = {};
  readonly problems: ImportProblem[] = [];

  count({ passwordHash, usernameIsDerived, identities }: UserRecord): void {
    const format = passwordHash?.format ?? 'none';
    this.users += 1;
    if (usernameIsDerived) this.derivedUsernames += 1;
    for (const { provider } of identities ?? [])
      this.identities[provider] = (this.identities[provider] ?? 0) + 1;
    this.hashes[format] = (this.hashes[format] ?? 0) + 1;
    if (passwordHash?.weak) this.weakHashes += 1;
  }

  add(line: number, problems: readonly RecordProblem[]): void {
    this.problemCount += problems.length;
    for (const problem of problems) if (this.problems.length < TOLD) this.problems.push({ line, ...problem });
  }
}

/** The values that must be unique in the file. */
function keysOf({ id, username, email, passkeys, identities }: UserRecord): { field: string; key: string }[] {
  return [
    { field: 'username', key: `username ${usernameKey(username)}` },
    { field: 'email', key: `email ${email.key}` },
    ...(id === null ? [] : [{ field: 'id', key: `id ${id}` }]),
    ...(passkeys === null ? [] : uniqueOf(passkeys)).map((bytes) => ({
      field: 'passkeys',
      key: `passkey ${Buffer.from(bytes).toString('base64url')}`,
    })),
    ...(identities ?? []).map((identity) => ({
      field: 'identities',
      key: `identity ${identityKey(identity)}`,
    })),
  ];
}

/** Two users with one user handle, or with one passkey, could not be told apart at a sign-in. */
function uniqueOf({ handle, list }: ImportedPasskeys): readonly Uint8Array[] {
  return [handle, ...list.map(({ credentialId }) => credentialId)];
}
