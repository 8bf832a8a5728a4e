/** Runs one statement. */
export type RunSql = (
  text: string,
  values?: readonly unknown[],
) => Promise<readonly Record<string, unknown>[]>;

const UNDEFINED_TABLE = '42P01';

/** The rows of a statement, or none if its table does not exist. Inside a transaction that would end it. */
export async function rowsIfTableExists(
  rows: Promise<readonly Record<string, unknown>[]>,
): Promise<readonly Record<string, unknown>[]> {
  return rows.catch((error: { code?: string }) => {
    if (error.code === UNDEFINED_TABLE) return [];
    throw error;
  });
}
