import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter, SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import { retryUndone } from './retry.js';

/**
 * The Prisma adapter for PostgreSQL. It retries a statement that is a transaction of its own if the database
 * rolled it back. It does not retry a statement within a transaction: the whole transaction must run again
 * (decision 30).
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
