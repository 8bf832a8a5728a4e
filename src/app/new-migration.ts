import { systemClock } from '../core/clock.js';
import { explain } from '../platform/command-line/explain.js';
import { writeMigration } from '../platform/database/new-migration.js';

// npm run migration -- <name>, which runs in the folder of package.json
try {
  const path = await writeMigration(
    process.argv[2] ?? '',
    'prisma/schema.prisma',
    'prisma/migrations',
    systemClock.now(),
  );
  process.stdout.write(`Wrote ${path}\n`);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
