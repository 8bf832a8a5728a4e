import type { Database, Transaction } from '../database/client.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** The waiting mails in their encrypted form, for encrypting them again under a new secret. */
export class SealedMails {
  constructor(private readonly deps: { database: Database }) {}

  sealed(after: string | null, limit: number): Promise<{ id: string; sealed: Uint8Array }[]> {
    return this.deps.database.outboxMail.findMany({
      select: { id: true, sealed: true },
      ...(after === null ? {} : { where: { id: { gt: after } } }),
      orderBy: { id: 'asc' },
      take: limit,
    });
  }

  /** A mail that was delivered meanwhile is gone, and needs no new encryption. */
  async replace(tx: Transaction, id: string, sealed: Bytes, anew: Bytes): Promise<number> {
    return (await tx.outboxMail.updateMany({ where: { id, sealed }, data: { sealed: anew } })).count;
  }
}
