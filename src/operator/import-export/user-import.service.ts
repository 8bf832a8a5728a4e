import type { UserBatches } from '../../accounts/users/user-batches.service.js';
import type { Clock } from '../../core/clock.js';
import { asUserId } from '../../core/ids.js';
import type { Randomness } from '../../core/randomness.js';
import type { RequestMeta } from '../../core/viewer.js';
import type { ImportedIdentities } from '../../credentials/identities/imported-identities.service.js';
import type { ImportedPasskeyBatches } from '../../credentials/passkeys/imported-passkeys.service.js';
import type { ImportedHashes } from '../../credentials/passwords/imported-hashes.service.js';
import type { ImportedTotpSecrets } from '../../credentials/totp/imported-totp-secrets.service.js';
import type { AuditTrail } from '../../platform/audit/audit-trail.service.js';
import type { Database, Transaction } from '../../platform/database/client.js';
import { isUniqueViolation } from '../../platform/database/constraint.js';
import type { DerivedUsernames } from './derived-usernames.service.js';
import { FileLines } from './file-lines.js';
import { GROUP, type ImportCheck, type ImportReport, type NumberedRecord } from './import-check.service.js';
import type { ImportConflicts } from './import-conflicts.service.js';
import { importedUser } from './user-record.js';

/** An import stopped before its end. The users written so far stay, and another run continues from there. */
export class ImportStopped extends Error {
  override readonly name = 'ImportStopped';
}

/** The progress of the import of a file. */
export interface ImportProgress {
  readonly line: number;
  readonly users: number;
  readonly finishedAt: Date | null;
}

export interface ImportOptions {
  readonly skipExisting: boolean;
  readonly progress: (stage: 'checking' | 'writing', bytes: number) => void;
}

export interface UserImportDeps {
  database: Database;
  clock: Clock;
  randomness: Pick<Randomness, 'uuid'>;
  users: UserBatches;
  conflicts: ImportConflicts;
  hashes: ImportedHashes;
  totpSecrets: Pick<ImportedTotpSecrets, 'store'>;
  passkeys: Pick<ImportedPasskeyBatches, 'store'>;
  identities: Pick<ImportedIdentities, 'store'>;
  check: ImportCheck;
  derived: DerivedUsernames;
  audit: AuditTrail;
}

const NOT_BEGUN: ImportProgress = { line: 0, users: 0, finishedAt: null };
const CHANGED = 'The file changed during the import.';

/**
 * Imports users from another system. The whole file is checked before anything is written. The progress is
 * stored in the transaction of the users, under the digest of the file. So after a crash, the same file
 * continues where it was, and no user is lost or imported twice.
 */
export class UserImport {
  constructor(private readonly deps: UserImportDeps) {}

  /** The progress of an earlier run with a file of the same content. */
  async progressOf(path: string): Promise<ImportProgress> {
    const lines = new FileLines(path);
    for await (const _group of lines.groups(GROUP));
    return this.#progress(lines.digest());
  }

  /**
   * Checks the whole file without writing.
   * @throws ImportStopped if the file has changed since its progress was read
   */
  async report(path: string, before: ImportProgress, options: ImportOptions): Promise<ImportReport> {
    const report = await this.deps.check.report(path, {
      doneLine: before.line,
      skipExisting: options.skipExisting,
      progress: (bytes) => options.progress('checking', bytes),
    });
    if ((await this.#progress(report.digest)).line !== before.line) throw new ImportStopped(CHANGED);
    return report;
  }

  /**
   * Imports a file in which the check found no problem.
   * @returns the progress at the end
   * @throws ImportStopped
   */
  async write(
    path: string,
    { digest, repeatedUsernames }: ImportReport,
    requestMeta: RequestMeta,
    options: ImportOptions,
  ): Promise<ImportProgress> {
    await this.#begin(digest);
    let { line } = await this.#progress(digest);
    const lines = new FileLines(path);
    for await (const group of lines.groups(GROUP)) {
      const open = group.filter(({ number }) => number > line);
      const last = open.at(-1)?.number;
      if (last === undefined) continue;
      const records = this.deps.check.readGroup(open, (number) => {
        throw new ImportStopped(`${CHANGED} Line ${number} is different.`);
      });
      await this.#writeGroup({ digest, repeatedUsernames, after: line, last, records, requestMeta }, options);
      line = last;
      options.progress('writing', lines.bytes);
    }
    if (!Buffer.from(digest).equals(lines.digest())) throw new ImportStopped(CHANGED);
    await this.deps.database.userImport.updateMany({
      where: { digest, finishedAt: null },
      data: { finishedAt: this.deps.clock.now() },
    });
    return this.#progress(digest);
  }

  async #writeGroup(group: Group, { skipExisting }: ImportOptions): Promise<void> {
    const { digest, after, last, requestMeta } = group;
    try {
      await this.deps.audit.transaction(async (tx, record) => {
        const unique = await this.deps.derived.makeUnique(tx, group.records, group.repeatedUsernames);
        const records = skipExisting ? await this.#withoutExisting(tx, unique) : unique;
        // If two processes import the same file, only one of them takes this step.
        const { count } = await tx.userImport.updateMany({
          where: { digest, line: after },
          data: { line: last, users: { increment: records.length } },
        });
        if (count !== 1) throw new ImportStopped('Another process is importing the same file.');
        if (records.length === 0) return;
        await this.#add(tx, records);
        await record({ type: 'users_imported', users: records.length, requestMeta });
      });
    } catch (error) {
      throw isUniqueViolation(error)
        ? new ImportStopped(
            `Another user has meanwhile taken a username, an email address, a passkey or an account at a provider of the lines ${after + 1} to ${last}. Run the import again.`,
          )
        : error;
    }
  }

  async #add(tx: Transaction, records: readonly NumberedRecord[]): Promise<void> {
    const now = this.deps.clock.now();
    const users = records.map(({ record }) => ({
      user: importedUser(record, record.id ?? asUserId(this.deps.randomness.uuid()), now),
      record,
    }));
    await this.deps.users.add(
      tx,
      users.map(({ user }) => user),
    );
    await this.deps.hashes.store(
      tx,
      users.flatMap(({ user, record: { passwordHash: hash } }) =>
        hash === null ? [] : [{ userId: user.id, phc: hash.text }],
      ),
    );
    await this.deps.totpSecrets.store(
      tx,
      users.flatMap(({ user, record }) => (record.totp ?? []).map((app) => ({ userId: user.id, app }))),
    );
    await this.deps.passkeys.store(
      tx,
      users.flatMap(({ user, record: { passkeys } }) =>
        passkeys === null ? [] : [{ userId: user.id, passkeys }],
      ),
    );
    await this.deps.identities.store(
      tx,
      users.flatMap(({ user, record }) =>
        (record.identities ?? []).map((identity) => ({ userId: user.id, identity })),
      ),
    );
  }

  async #withoutExisting(tx: Transaction, records: readonly NumberedRecord[]): Promise<NumberedRecord[]> {
    const matches = await this.deps.conflicts.find(
      tx,
      records.map(({ record }) => record),
    );
    return records.filter((_record, index) => matches[index]?.kind !== 'existing');
  }

  async #begin(digest: ImportReport['digest']): Promise<void> {
    await this.deps.database.userImport.createMany({
      data: [{ digest, startedAt: this.deps.clock.now() }],
      skipDuplicates: true,
    });
  }

  async #progress(digest: ImportReport['digest']): Promise<ImportProgress> {
    const found = await this.deps.database.userImport.findUnique({
      where: { digest },
      select: { line: true, users: true, finishedAt: true },
    });
    return found ?? NOT_BEGUN;
  }
}

interface Group {
  readonly digest: ImportReport['digest'];
  readonly repeatedUsernames: ImportReport['repeatedUsernames'];
  /** The last line of the previous group. */
  readonly after: number;
  readonly last: number;
  readonly records: readonly NumberedRecord[];
  readonly requestMeta: RequestMeta;
}
