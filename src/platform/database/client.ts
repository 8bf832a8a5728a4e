import type { Prisma, PrismaClient } from '../../generated/prisma/client.js';
import type { Rows } from './rows.js';

export { Prisma } from '../../generated/prisma/client.js';

/** The whole database. Every service is handed this, and opens its own transactions on it. */
export type Database = PrismaClient & { readonly rows: Rows };

declare const begun: unique symbol;

/** A transaction that `inTransaction` began and will end. The whole database is not one. */
export type Transaction = Prisma.TransactionClient & { readonly [begun]: true };
