import { rm } from 'node:fs/promises';
import pg from 'pg';

export default async function globalTeardown() {
  await rm(process.env['LATCHKEY_TEST_FOLDER'], { recursive: true, force: true });
  const url = process.env['TEST_DATABASE_URL'];
  if (url) await dropDatabases(url, process.env['LATCHKEY_TEST_RUN']);
}

async function dropDatabases(url, run) {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  const { rows } = await admin.query('SELECT datname FROM pg_database WHERE datname LIKE $1', [
    `latchkey\\_%\\_${run}%`,
  ]);
  for (const { datname } of rows) await admin.query(`DROP DATABASE "${datname}" WITH (FORCE)`);
  await admin.end();
}
