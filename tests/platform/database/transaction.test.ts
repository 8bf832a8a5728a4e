import type { Database, Prisma, Transaction } from '../../../src/platform/database/client.js';

describe('a transaction', () => {
  it('is what inTransaction began: the whole database does not compile in its place', () => {
    const write = (_tx: Transaction) => undefined;
    const misuse = (database: Database, client: Prisma.TransactionClient) => {
      // @ts-expect-error the database would write outside the transaction
      write(database);
      // @ts-expect-error another part of the code began it
      write(client);
    };
    // The compiler is the judge, so nothing runs.
    expect(misuse).toBeInstanceOf(Function);
  });
});
