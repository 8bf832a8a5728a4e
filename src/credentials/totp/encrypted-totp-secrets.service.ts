import type { Database, Transaction } from '../../platform/database/client.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** Binds a ciphertext to its row and its user: in another row, or for another user, it does not decrypt. */
export function secretContext({ id, userId }: { readonly id: string; readonly userId: string }): string {
  return `${userId} ${id}`;
}

/** The secrets of authenticator apps in their encrypted form, for encrypting them again under a new secret. */
export class EncryptedTotpSecrets {
  constructor(private readonly deps: { database: Database }) {}

  async encrypted(after: string | null, limit: number) {
    const rows = await this.deps.database.totpSecret.findMany({
      select: { id: true, userId: true, sealed: true },
      ...(after === null ? {} : { where: { id: { gt: after } } }),
      orderBy: { id: 'asc' },
      take: limit,
    });
    return rows.map((row) => ({ id: row.id, encrypted: row.sealed, context: secretContext(row) }));
  }

  /** A secret that was removed meanwhile needs no new encryption. */
  async replace(tx: Transaction, id: string, encrypted: Bytes, reEncrypted: Bytes): Promise<number> {
    return (
      await tx.totpSecret.updateMany({ where: { id, sealed: encrypted }, data: { sealed: reEncrypted } })
    ).count;
  }
}
