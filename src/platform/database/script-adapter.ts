import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlMigrationAwareDriverAdapterFactory,
  SqlQuery,
} from '@prisma/driver-adapter-utils';
import { DriverAdapterError } from '@prisma/driver-adapter-utils';

/** Runs a script of many statements as one, and settles when all of it has run. */
export type RunScript = (script: string) => Promise<unknown>;

/**
 * An adapter that migrations can trust. adapter-pg cuts a script at each semicolon, inside a function's body
 * too; pglite-prisma-adapter neither waits for a script nor sees it fail, so that a broken migration would be
 * recorded as applied.
 */
export function scriptAdapterFactory(
  factory: SqlDriverAdapterFactory,
  runScript: RunScript,
): SqlMigrationAwareDriverAdapterFactory {
  const connect = async () => withScripts(await factory.connect(), runScript);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect,
    // Only the comparison of schemas asks for one, and it begins with an empty database.
    connectToShadowDb: connect,
  };
}

function withScripts(adapter: SqlDriverAdapter, runScript: RunScript): SqlDriverAdapter {
  const query = adapter.queryRaw.bind(adapter);
  const execute = adapter.executeRaw.bind(adapter);
  return Object.assign(adapter, {
    queryRaw: (statement: SqlQuery) => query(withoutSessionLock(statement)),
    executeRaw: (statement: SqlQuery) => execute(withoutSessionLock(statement)),
    executeScript: async (script: string) => {
      await runScript(script).catch((error: unknown) => {
        throw scriptError(error);
      });
    },
  });
}

/** The engine locks for the session, and a pooler would keep the lock on a connection of its own. Callers lock by themselves. */
function withoutSessionLock(statement: SqlQuery): SqlQuery {
  const isLock = /^SELECT pg_advisory_lock\(\d+\)$/.test(statement.sql.trim());
  return isLock ? { ...statement, sql: 'SELECT 1' } : statement;
}

function scriptError(error: unknown): unknown {
  const { code, severity, message, detail, column, hint } = error as Record<string, string | undefined>;
  if (code === undefined || severity === undefined || message === undefined) return error;
  return new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint });
}
