import type { DiskRoom } from './disk-room.js';
import type { RunSql } from './run-sql.js';

/** More segments than there ever are: a database that does not let go of one must not keep everybody waiting. */
const MAX_ROUNDS = 64;

/**
 * A segment of the log that is no longer needed is removed; PostgreSQL would keep it under a new name, with what is in
 * it, for what is yet to be written.
 */
export async function removeOldSegments(sql: RunSql): Promise<void> {
  await sql('SET wal_recycle = off');
}

/**
 * Takes what was deleted out of the files of the embedded database (DR-6). A deleted row stays in its table until
 * something is written over it, and nothing vacuums an embedded PostgreSQL; the log holds each row as it was written.
 * Rewriting the tables leaves the dead rows behind, the checkpoint removes the old files, and a new segment lets it
 * remove the old ones. Segments that were kept under a new name before this was so are used up one by one.
 * @param tables where personal data was, in rows or in their indexes
 * @throws DiskFull where there is too little room for that
 */
export async function forgetDeleted(
  sql: RunSql,
  room: Pick<DiskRoom, 'require'>,
  tables: readonly string[],
): Promise<void> {
  // Each table is written once more, and so is all of that to the log, before anything is removed.
  await room.require(2 * (await sizeOf(sql, tables)));
  for (const table of tables) await sql(`VACUUM FULL ${table}`);
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
