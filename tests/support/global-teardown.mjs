import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { isWhole, readNotes, unseen } from './seen-codes.mjs';

export default async function globalTeardown(run, { testMatch }) {
  const folder = process.env['LATCHKEY_TEST_FOLDER'];
  const seen = await readNotes(folder);
  await rm(folder, { recursive: true, force: true });
  const url = process.env['TEST_DATABASE_URL'];
  if (url) await dropDatabases(url, process.env['LATCHKEY_TEST_RUN']);
  // The drills have a configuration of their own.
  if (!isWhole(run) || !testMatch.includes(join(run.rootDir, 'tests/**/*.test.ts'))) return;
  const problem = unseen(await readFile(join(run.rootDir, 'schema.graphql'), 'utf8'), seen);
  if (problem !== null) throw new Error(problem);
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
