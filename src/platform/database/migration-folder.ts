import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartupError } from '../../core/errors.js';

/** Beside both src/ and dist/. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

const WITHOUT_TRANSACTION = '-- latchkey: without a transaction';
const END_OF_STATEMENT = /;[ \t]*\r?$/m;

/** `transaction`: the script and its record are one transaction. `outside`: PostgreSQL refuses the script in one. */
export type MigrationKind = 'transaction' | 'outside';

export interface Migration {
  readonly name: string;
  readonly script: string;
  readonly kind: MigrationKind;
}

/** The names of all migrations in the order they apply: each begins with its time. */
export async function migrationNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new StartupError(`The migrations folder ${folder} cannot be read.`);
  });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = await migrationNames(folder);
  return Promise.all(names.map((name) => readMigration(folder, name)));
}

export async function readMigration(folder: string, name: string): Promise<Migration> {
  const script = await readFile(join(folder, name, 'migration.sql'), 'utf8').catch(() => {
    throw new StartupError(`The migration ${name} has no migration.sql.`);
  });
  const [firstLine = ''] = script.split('\n', 1);
  return { name, script, kind: firstLine.trim() === WITHOUT_TRANSACTION ? 'outside' : 'transaction' };
}

/** Splits a script that runs outside a transaction. A statement ends with a semicolon at the end of a line. */
export function statementsOf(script: string): string[] {
  return script.split(END_OF_STATEMENT).filter((statement) => statement.trim() !== '');
}

/** As the Prisma CLI computes it. */
export function checksumOf(script: string): string {
  return createHash('sha256').update(script).digest('hex');
}

/** Like the Prisma CLI, tells no difference of line endings: a checkout on Windows may have converted them. */
export function hasChecksum(script: string, checksum: string): boolean {
  const lines = script.replaceAll('\r\n', '\n');
  return [script, lines, lines.replaceAll('\n', '\r\n')].some((text) => checksumOf(text) === checksum);
}
