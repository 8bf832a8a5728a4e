import type { Prisma, PrismaClient } from '../../generated/prisma/client.js';
import type { Begun, RawTransactions } from './raw-transaction.js';
import type { Rows } from './rows.js';

export { Prisma } from '../../generated/prisma/client.js';
export type { RawTransaction } from './raw-transaction.js';

/** The whole database. Services receive it and begin their transactions on it. */
export type Database = PrismaClient & { readonly rows: Rows; readonly rawTransaction: RawTransactions };

/** A transaction that `inTransaction` began and will end. The whole database is not one. */
export type Transaction = Prisma.TransactionClient & Begun;
