import { usernameKey } from '../../accounts/users/username.js';
import type { Clock } from '../../core/clock.js';
import type { HashFormat } from '../../credentials/passwords/imported-hash.js';
import type { Database } from '../../platform/database/client.js';
import type { DerivedUsernames } from './derived-usernames.service.js';
import type { RecordProblem } from './field-reader.js';
import { type FileLine, FileLines } from './file-lines.js';
import { type Repeated, Repetitions } from './repetitions.js';
import type { TakenKeys } from './taken-keys.service.js';
import { type RecordOptions, type RecordReading, readRecordLine, type UserRecord } from './user-record.js';

/** Records that are compared and written together. */
export const GROUP = 1000;
/** So many problems are told; the rest is counted. */
const TOLD = 100;

export interface ImportProblem extends RecordProblem {
  readonly line: number;
}

/** What a file holds, and what is wrong with it. */
export interface Survey {
  readonly digest: Uint8Array<ArrayBuffer>;
  readonly repeatedUsernames: Repeated;
  readonly users: number;
  /** How many have a hash of each format. */
  readonly hashes: Readonly<Partial<Record<HashFormat | 'none', number>>>;
  /** How many usernames were made from email addresses. */
  readonly derivedUsernames: number;
  /** Hashes that an attacker who has them guesses too fast. */
  readonly weakHashes: number;
  /** How many there are already, name and address alike. */
  readonly existing: number;
  /** The first of them, in the order of lines within each kind. */
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
}

export interface CheckOptions {
  /** Up to this line the users are there: an earlier run wrote them. */
  readonly doneLine: number;
  /** Whether a user who is there already is no problem. */
  readonly skipExisting: boolean;
  /** Told of the bytes that were read. */
  readonly progress: (bytes: number) => void;
}

export interface NumberedRecord {
  readonly line: number;
  readonly record: UserRecord;
}

/** Reads a whole file of users and writes nothing: every field, whatever is twice in it, whoever is there already. */
export class ImportCheck {
  constructor(
    private readonly deps: {
      database: Database;
      clock: Clock;
      taken: TakenKeys;
      derived: DerivedUsernames;
      options: RecordOptions;
    },
  ) {}

  async survey(path: string, options: CheckOptions): Promise<Survey> {
    const findings = new Findings();
    const keys = new Repetitions();
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
    if (!repeated.none) await this.#tellRepetitions(path, { repeated, repeatedUsernames }, findings);
    return { digest: lines.digest(), repeatedUsernames, ...findings };
  }

  /** The good records of some lines; what is wrong with the others is told. */
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
    const standings = await this.deps.taken.standings(
      this.deps.database,
      open.map(({ record }) => record),
    );
    for (const [index, standing] of standings.entries()) {
      const line = open[index]?.line ?? 0;
      if (standing.kind === 'existing') findings.existing += 1;
      if (standing.kind === 'existing' && !skipExisting) findings.add(line, [THERE_ALREADY]);
      if (standing.kind === 'clashing') findings.add(line, standing.problems);
    }
  }

  /** Usernames that several users of a file would have, if each derived one stayed as it is. */
  async #repeatedUsernames(path: string): Promise<Repeated> {
    const usernames = new Repetitions();
    if (this.deps.options.derivedUsernames === 'made')
      for await (const group of new FileLines(path).groups(GROUP))
        for (const { record } of this.readGroup(group, () => undefined))
          usernames.add(usernameKey(record.username));
    return usernames.find();
  }

  /** A second look at a file that has something twice, for the lines and for what only seemed to be twice. */
  async #tellRepetitions(
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
          else findings.add(line, [{ field, problem: `is that of line ${earlier} too` }]);
        }
    }
  }
}

const UNREADABLE: RecordReading = {
  problems: [{ field: 'line', problem: 'must be UTF-8, of at most 64 KiB' }],
};
const THERE_ALREADY: RecordProblem = { field: 'line', problem: 'is a user who is there already' };

class Findings {
  users = 0;
  derivedUsernames = 0;
  weakHashes = 0;
  existing = 0;
  problemCount = 0;
  readonly hashes: Partial<Record<HashFormat | 'none', number>> = {};
  readonly problems: ImportProblem[] = [];

  count({ passwordHash, usernameIsDerived }: UserRecord): void {
    const format = passwordHash?.format ?? 'none';
    this.users += 1;
    if (usernameIsDerived) this.derivedUsernames += 1;
    this.hashes[format] = (this.hashes[format] ?? 0) + 1;
    if (passwordHash?.weak) this.weakHashes += 1;
  }

  add(line: number, problems: readonly RecordProblem[]): void {
    this.problemCount += problems.length;
    for (const problem of problems) if (this.problems.length < TOLD) this.problems.push({ line, ...problem });
  }
}

/** What nobody else in the file may have. */
function keysOf({ id, username, email }: UserRecord): { field: string; key: string }[] {
  return [
    { field: 'username', key: `username ${usernameKey(username)}` },
    { field: 'email', key: `email ${email.key}` },
    ...(id === null ? [] : [{ field: 'id', key: `id ${id}` }]),
  ];
}
