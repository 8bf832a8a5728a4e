import type { Database, Transaction } from '../../platform/database/client.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** The flows in their encrypted form, for encrypting them again under a new secret. */
export class EncryptedProviderFlows {
  constructor(private readonly deps: { database: Database }) {}

  async encrypted(after: string | null, limit: number) {
    return this.deps.database.providerFlow.findMany({
      select: { id: true, encrypted: true },
      ...(after === null ? {} : { where: { id: { gt: after } } }),
      orderBy: { id: 'asc' },
      take: limit,
    });
  }

  /** A flow that ended meanwhile needs no new encryption. */
  async replace(tx: Transaction, id: string, encrypted: Bytes, reEncrypted: Bytes): Promise<number> {
    return (await tx.providerFlow.updateMany({ where: { id, encrypted }, data: { encrypted: reEncrypted } }))
      .count;
  }
}
