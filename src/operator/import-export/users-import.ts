import { readFile, stat } from 'node:fs/promises';
import { ReservedUsernames } from '../../accounts/users/reserved-usernames.js';
import { UserBatches } from '../../accounts/users/user-batches.service.js';
import { ImportedIdentities } from '../../credentials/identities/imported-identities.service.js';
import { ImportedPasskeyBatches } from '../../credentials/passkeys/imported-passkeys.service.js';
import {
  type FirebaseParameters,
  parseFirebaseParameters,
} from '../../credentials/passwords/firebase-hash.js';
import { ImportedHashes } from '../../credentials/passwords/imported-hashes.service.js';
import { ImportedTotpSecrets } from '../../credentials/totp/imported-totp-secrets.service.js';
import { type Answer, CommandError } from '../../platform/command-line/answer.js';
import { Progress } from '../../platform/command-line/progress.js';
import { DerivedUsernames } from './derived-usernames.service.js';
import { ImportCheck, type ImportProblem, type ImportReport } from './import-check.service.js';
import { ImportConflicts } from './import-conflicts.service.js';
import type { ImportExportContext, OperatorContext } from './import-export.context.js';
import { type ImportProgress, UserImport } from './user-import.service.js';
import type { RecordOptions } from './user-record.js';

export interface UsersImportOptions {
  readonly dryRun?: boolean;
  readonly skipExisting?: boolean;
  /** Whether to derive a username from the email address if the given one is missing or invalid. */
  readonly deriveUsernames?: boolean;
  /** The path of a file with the hash parameters of a Firebase project. */
  readonly firebaseParameters?: string;
}

/** Checks the whole file, then writes it. */
export async function usersImport(
  file: string,
  { dryRun = false, skipExisting = false, deriveUsernames = false, firebaseParameters }: UsersImportOptions,
  { shell, withOperatorContext }: ImportExportContext,
): Promise<Answer> {
  const bytes = await sizeOf(file);
  const firebase = firebaseParameters === undefined ? null : await readFirebase(firebaseParameters);
  return withOperatorContext('users import', async (context) => {
    const users = importInto(context, { firebase, derivedUsernames: deriveUsernames ? 'made' : 'offered' });
    const bar = new Progress(shell);
    const titles = { checking: 'Checking', writing: 'Writing ' };
    const progress = (stage: keyof typeof titles, read: number) => bar.show(titles[stage], read / bytes);
    try {
      const before = await users.progressOf(file);
      if (before.finishedAt !== null) return nothingLeft(before.finishedAt, before.users);
      const report = await users.report(file, before, { skipExisting, progress });
      if (report.problemCount > 0) throw refusal(report, before);
      if (dryRun) return answer(report, before, before);
      const after = await users.write(file, report, context.requestMeta, { skipExisting, progress });
      return answer(report, before, after);
    } finally {
      bar.end();
    }
  });
}

function importInto(
  { database, clock, randomness, audit, config, keys }: OperatorContext,
  given: Omit<RecordOptions, 'rpId'>,
): UserImport {
  const options = { ...given, rpId: config.relyingParty.id };
  const users = new UserBatches({ randomness });
  const identities = new ImportedIdentities({ clock, randomness });
  const conflicts = new ImportConflicts({ users, identities });
  const reserved = new ReservedUsernames(config.reservedUsernames);
  const derived = new DerivedUsernames({ users, reserved, endings: keys.usernameEndings });
  const check = new ImportCheck({ database, clock, conflicts, derived, options });
  const hashes = new ImportedHashes({ clock });
  const totpSecrets = new ImportedTotpSecrets({ clock, randomness, box: keys.totpSecrets });
  const passkeys = new ImportedPasskeyBatches({ clock, randomness });
  const base = { database, clock, randomness, audit };
  return new UserImport({
    ...base,
    users,
    conflicts,
    hashes,
    totpSecrets,
    passkeys,
    identities,
    check,
    derived,
  });
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => null);
  // The file is read several times, so it cannot be a pipe.
  if (!found?.isFile()) throw new CommandError(`${file} cannot be read as a file.`);
  return Math.max(found.size, 1);
}

/** Reads a file: the signer key is a secret, and every process of the machine can see arguments. */
async function readFirebase(file: string): Promise<FirebaseParameters> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) throw new CommandError(`${file} cannot be read as a file.`);
  const parameters = parseFirebaseParameters(text);
  if (parameters === null)
    throw new CommandError(
      `${file} is not the block of hash parameters that the Firebase console shows: algorithm: SCRYPT, base64_signer_key, ` +
        'base64_salt_separator, rounds and mem_cost.',
    );
  return parameters;
}

function nothingLeft(finishedAt: Date, users: number): Answer {
  return {
    text: `Nothing to do: a file with the same content was imported at ${finishedAt.toISOString()}.`,
    data: { imported: 0, finishedAt, usersBefore: users },
  };
}

function answer(report: ImportReport, before: ImportProgress, after: ImportProgress): Answer {
  const imported = after.users - before.users;
  const isDone = after.finishedAt !== null;
  const lines = [
    isDone
      ? `Imported ${imported} users${before.users > 0 ? `, after the ${before.users} of an earlier run` : ''}.`
      : `The file can be imported: ${report.users} users. Nothing was written.`,
    ...Object.entries(report.hashes).map(([format, count]) => `  ${hashWords(format)}: ${count}`),
    ...Object.entries(report.identities).map(([provider, count]) => `  accounts at ${provider}: ${count}`),
    ...(report.derivedUsernames > 0
      ? [`  with a username derived from the email address: ${report.derivedUsernames}`]
      : []),
    ...(report.existing > 0 ? [`  skipped because they already exist: ${report.existing}`] : []),
    ...(report.weakHashes > 0 ? [weakness(report.weakHashes)] : []),
  ];
  return {
    text: lines.join('\n'),
    data: { imported, usersBefore: before.users, ...numbers(report), dryRun: !isDone },
  };
}

function refusal(report: ImportReport, before: ImportProgress): CommandError {
  const told = report.problems.map(sentenceOf);
  const left = report.problemCount - told.length;
  const written = before.users > 0 ? ` beside the ${before.users} users of an earlier run` : '';
  const lines = [
    `Nothing was written${written}: ${report.problemCount} problem(s) in the file.`,
    ...told,
    ...(left > 0 ? [`  … and ${left} more`] : []),
  ];
  return new CommandError(lines.join('\n'), {
    imported: 0,
    usersBefore: before.users,
    ...numbers(report),
    problemCount: report.problemCount,
    problems: report.problems,
  });
}

function sentenceOf({ line, field, problem }: ImportProblem): string {
  return `  line ${line}: ${field === 'line' ? '' : `${field} `}${problem}`;
}

function numbers({ users, derivedUsernames, hashes, identities, weakHashes, existing }: ImportReport) {
  return { usersInFile: users, derivedUsernames, hashes, identities, weakHashes, existing };
}

function hashWords(format: string): string {
  return format === 'none' ? 'without a password' : `with a hash of ${format}`;
}

function weakness(count: number): string {
  return (
    `${count} of the hashes are weak: they do not resist fast guessing. Each is replaced at the next sign-in of its user;\n` +
    'if the old database may have leaked, ask these users for a new password.'
  );
}
