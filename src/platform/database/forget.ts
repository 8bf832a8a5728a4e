import type { DiskRoom } from './disk-room.js';
import type { RunSql } from './run-sql.js';

/** More segments than ever exist. A database that does not remove one must not block requests for ever. */
const MAX_ROUNDS = 64;

/**
 * Makes PostgreSQL remove a log segment that it no longer needs. By default it renames the segment for future
 * writes, and the old content stays in it.
 */
export async function removeOldSegments(sql: RunSql): Promise<void> {
  await sql('SET wal_recycle = off');
}

/**
 * Removes deleted rows from the files of the embedded database, which nothing else vacuums (DR-6). Rewriting
 * the tables drops the rows. The checkpoint removes the old tables and, after a switch to a new segment, the
 * old log segments, which contain each row as it was written (decision 15).
 * @param tables the tables that contained personal data, in rows or in indexes
 * @throws DiskFull if there is too little space
 */
export async function forgetDeleted(
  sql: RunSql,
  room: Pick<DiskRoom, 'require'>,
  tables: readonly string[],
): Promise<void> {
  // Each table is written again, to its file and to the log, before anything is removed.
  await room.require(2 * (await sizeOf(sql, tables)));
  for (const table of tables) await sql(`VACUUM FULL ${table}`);
  // Each round uses up one segment that was renamed while `wal_recycle` was on.
  for (let round = 0; round < MAX_ROUNDS; round++) {
    await sql('SELECT pg_switch_wal()');
    await sql('CHECKPOINT');
    const [log] = await sql('SELECT count(*)::int AS segments FROM pg_ls_waldir()');
    if (Number(log?.['segments']) <= 1) return;
  }
}

async function sizeOf(sql: RunSql, tables: readonly string[]): Promise<number> {
  const sizes = tables.map((table) => `pg_total_relation_size('${table}')`);
  const [row] = await sql(`SELECT (${sizes.join(' + ')})::float8 AS bytes`);
  return Number(row?.['bytes']);
}
