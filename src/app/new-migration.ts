import { fileURLToPath } from 'node:url';
import { systemClock } from '../core/clock.js';
import { explain } from '../platform/command-line/explain.js';
import { MIGRATIONS_FOLDER } from '../platform/database/migration-folder.js';
import { writeMigration } from '../platform/database/new-migration.js';

const SCHEMA = fileURLToPath(new URL('../../prisma/schema.prisma', import.meta.url));

// npm run migration -- <name>
try {
  const path = await writeMigration(process.argv[2] ?? '', SCHEMA, MIGRATIONS_FOLDER, systemClock.now());
  process.stdout.write(`Wrote ${path}\n`);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
