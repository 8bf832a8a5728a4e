import type { Prisma, PrismaClient } from '../../generated/prisma/client.js';
import type { Rows } from './rows.js';

export { Prisma } from '../../generated/prisma/client.js';

/** The whole database. Every service is handed this, and opens its own transactions on it. */
export type Database = PrismaClient & { readonly rows: Rows };

/** A transaction that somebody else opened and will end. */
export type Transaction = Prisma.TransactionClient;
