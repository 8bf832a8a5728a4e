import { StartupError } from '../core/errors.js';
import { MIGRATIONS_FOLDER } from '../database/migration-folder.js';
import { migratePostgresql } from '../database/postgresql.js';
import { readDotEnv } from '../dot-env.js';
import { explain } from './explain.js';

// npm run migrate [-- --retry <migration>]
try {
  readDotEnv();
  const applied = await migratePostgresql(databaseUrl(), MIGRATIONS_FOLDER, migrationToRetry());
  const lines = applied.length === 0 ? ['Nothing to migrate'] : applied.map((name) => `Applied ${name}`);
  process.stdout.write(`${lines.join('\n')}\n`);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}

function databaseUrl(): string {
  const url = process.env['DATABASE_URL'] ?? '';
  if (url === '') {
    throw new StartupError('DATABASE_URL is not set; an embedded database migrates itself at start.');
  }
  return url;
}

function migrationToRetry(): string | undefined {
  const [option, name] = process.argv.slice(2);
  if (option === undefined) return undefined;
  if (option !== '--retry' || name === undefined) {
    throw new StartupError(`Unknown option ${option}; the only one is --retry <migration>.`);
  }
  return name;
}
