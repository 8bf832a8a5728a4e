import { defineConfig } from 'prisma/config';

// Generating the client needs no schema engine, yet the CLI looks for its binary and would download it.
// Any existing file satisfies that look; migrations are applied by src/platform/database/migrate.ts.
const needsNoEngine = process.argv.some((word) => ['generate', 'validate', 'format'].includes(word));
if (needsNoEngine) process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;

const databaseUrl = process.env['DATABASE_URL'];

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(databaseUrl === undefined ? {} : { datasource: { url: databaseUrl } }),
});
