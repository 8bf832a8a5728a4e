import type { Database, Transaction } from '../database/client.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** The waiting mails in their encrypted form, for encrypting them again under a new secret. */
export class EncryptedMails {
  constructor(private readonly deps: { database: Database }) {}

  async encrypted(after: string | null, limit: number): Promise<{ id: string; encrypted: Uint8Array }[]> {
    const rows = await this.deps.database.outboxMail.findMany({
      select: { id: true, sealed: true },
      ...(after === null ? {} : { where: { id: { gt: after } } }),
      orderBy: { id: 'asc' },
      take: limit,
    });
    return rows.map(({ id, sealed: encrypted }) => ({ id, encrypted }));
  }

  /** A mail that was delivered meanwhile is gone, and needs no new encryption. */
  async replace(tx: Transaction, id: string, encrypted: Bytes, reEncrypted: Bytes): Promise<number> {
    return (
      await tx.outboxMail.updateMany({ where: { id, sealed: encrypted }, data: { sealed: reEncrypted } })
    ).count;
  }
}
