import type { Prisma, PrismaClient } from '../../generated/prisma/client.js';
import type { RawTransactions } from './raw-transaction.js';
import type { Rows } from './rows.js';

export { Prisma } from '../../generated/prisma/client.js';
export type { RawTransaction } from './raw-transaction.js';

/** The whole database. Every service is handed this, and opens its own transactions on it. */
export type Database = PrismaClient & { readonly rows: Rows; readonly rawTransaction: RawTransactions };

/** A transaction that somebody else opened and will end. */
export type Transaction = Prisma.TransactionClient;
