import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter, SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import { retryUndone } from './retry.js';

/**
 * Prisma's way to PostgreSQL. A statement that is a transaction of its own is run again when the database has undone it;
 * a statement within a transaction is not: the whole transaction must be.
 */
export function postgresqlAdapter(
  pool: pg.Pool,
  options: ConstructorParameters<typeof PrismaPg>[1],
): SqlDriverAdapterFactory {
  const factory = new PrismaPg(pool, options);
  const { provider, adapterName } = factory;
  return { provider, adapterName, connect: async () => withRetries(await factory.connect()) };
}

function withRetries(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const queryRaw = adapter.queryRaw.bind(adapter);
  const executeRaw = adapter.executeRaw.bind(adapter);
  return Object.assign(adapter, {
    queryRaw: (query: Parameters<typeof queryRaw>[0]) => retryUndone(() => queryRaw(query)),
    executeRaw: (query: Parameters<typeof executeRaw>[0]) => retryUndone(() => executeRaw(query)),
  });
}
