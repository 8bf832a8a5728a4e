import { StartupError } from '../../core/errors.js';
import { type Migration, type MigrationKind, readMigrations, statementsOf } from './migration-folder.js';
import {
  ensureRecords,
  giveUpFailed,
  recordedMigrations,
  recordFailure,
  recordStart,
  recordSuccess,
} from './migration-records.js';
import { nextMigration } from './migration-state.js';
import { requireOwnDatabase } from './ownership.js';
import type { RunSql } from './run-sql.js';

const TRANSACTION_CONTROL = /^(COMMIT|ROLLBACK|START TRANSACTION|ABORT)\b/im;

export interface MigrationConnection {
  readonly sql: RunSql;
  /** Runs any number of statements. */
  readonly script: (text: string) => Promise<unknown>;
}

/** Runs work while no other migration runs: in one transaction, or outside any. */
export type MigrationTarget = Readonly<
  Record<MigrationKind, <T>(work: (connection: MigrationConnection) => Promise<T>) => Promise<T>>
>;

/**
 * Applies whatever is pending and records it in `_prisma_migrations` as the Prisma CLI does.
 * @param retry failed migrations to try again
 * @returns the names of the migrations applied
 * @throws StartupError when a migration fails, or the database and the folder do not fit each other
 */
export async function applyMigrations(
  target: MigrationTarget,
  folder: string,
  retry: readonly string[] = [],
): Promise<readonly string[]> {
  const migrations = await readMigrations(folder);
  const names = migrations.map(({ name }) => name);
  await target.transaction(async ({ sql }) => {
    await ensureRecords(sql);
    await requireOwnDatabase(sql, names);
    for (const name of retry)
      if (!(await giveUpFailed(sql, name)))
        throw new StartupError(`The migration ${name} has not failed on this database; leave out --retry.`);
  });
  const applied: string[] = [];
  let kind: MigrationKind = 'transaction';
  for (;;) {
    const step: Step | null = await target[kind]((connection) => takeStep(connection, kind, migrations));
    if (step === null) return applied;
    if (step.failure !== null) throw step.failure;
    if (step.isApplied) applied.push(step.name);
    kind = step.kind;
  }
}

interface Step extends Pick<Migration, 'name' | 'kind'> {
  readonly isApplied: boolean;
  readonly failure: Error | null;
}

/**
 * Asks anew what is next, because another instance may have been quicker, and applies it if it is of this kind.
 * @returns null when nothing is pending
 */
async function takeStep(
  connection: MigrationConnection,
  kind: MigrationKind,
  migrations: readonly Migration[],
): Promise<Step | null> {
  const next = nextMigration(await recordedMigrations(connection.sql), migrations);
  if (next === undefined) return null;
  if (next.kind !== kind) return { ...next, isApplied: false, failure: null };
  return { ...next, isApplied: true, failure: await apply(connection, next) };
}

/** @returns why it failed, once that is recorded */
async function apply({ sql, script }: MigrationConnection, migration: Migration): Promise<Error | null> {
  const id = await recordStart(sql, migration);
  try {
    if (migration.kind === 'transaction') await runInSavepoint(script, requireNoControl(migration.script));
    else for (const statement of statementsOf(migration.script)) await script(statement);
  } catch (error) {
    await recordFailure(sql, id, error).catch(() => {
      throw error;
    });
    const { message } = error as Error;
    return new StartupError(`The migration ${migration.name} failed: ${message}.`, { cause: error });
  }
  await recordSuccess(sql, id);
  return null;
}

/** A script that ends the transaction would commit a part of itself without its record, and release the lock. */
function requireNoControl(script: string): string {
  if (TRANSACTION_CONTROL.test(script))
    throw new StartupError(
      'the script controls the transaction; remove COMMIT, ROLLBACK and START TRANSACTION',
    );
  return script;
}

/** A script that fails leaves nothing but the record, which is committed all the same. */
async function runInSavepoint(script: MigrationConnection['script'], text: string): Promise<void> {
  await script('SAVEPOINT script');
  try {
    await script(text);
    // Fails after a script that ended the transaction by itself.
    await script('RELEASE SAVEPOINT script');
  } catch (error) {
    await script('ROLLBACK TO SAVEPOINT script').catch(() => undefined);
    throw error;
  }
}
