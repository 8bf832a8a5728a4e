import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Environment } from './environment.js';
import { DIST } from './service.js';

const DEFAULT_URL = 'postgresql://postgres@127.0.0.1:5432/postgres';

/** @returns null where no PostgreSQL answers at BENCH_DATABASE_URL */
export async function postgresqlEnvironment(folder: string, dist = DIST): Promise<Environment | null> {
  const adminUrl = process.env['BENCH_DATABASE_URL'] || DEFAULT_URL;
  const admin = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 3000 });
  try {
    await admin.connect();
  } catch {
    return null;
  }
  const database = `latchkey_bench_${randomBytes(6).toString('hex')}`;
  await admin.query(`CREATE DATABASE ${database}`);
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  const environment = { DATABASE_URL: url.href, AUTH_SECRET: randomBytes(32).toString('hex') };
  await migrate(environment, folder, dist);
  return {
    serviceEnvironment: { ...environment, DATA_DIR: join(folder, 'data') },
    floorScript: 'floor-postgresql.js',
    floorEnvironment: { DATABASE_URL: url.href },
    shareRows: async () => undefined,
    starts: [{ name: 'PostgreSQL, migrated', prepare: async () => environment }],
    close: async () => {
      await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
      await admin.end();
    },
  };
}

async function migrate(environment: Record<string, string>, cwd: string, dist: string): Promise<void> {
  const env = { PATH: process.env['PATH'], ...environment };
  await promisify(execFile)(process.execPath, [join(dist, 'app', 'latchkey.js'), 'migrate'], {
    cwd,
    env,
  });
}
