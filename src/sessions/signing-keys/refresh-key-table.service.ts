import type { Database, Transaction } from '../../platform/database/client.js';
import type { KeyRow, KeyTable, NewKeyRow } from './key-table.js';
import { REFRESH_ALGORITHM } from './refresh-key.js';

type EncryptedBytes = Uint8Array<ArrayBuffer>;

/** The keys that sign refresh tokens. They all use one algorithm, so the rows do not store it. */
export class RefreshKeyTable implements KeyTable {
  constructor(private readonly deps: { database: Database }) {}

  async all(tx?: Transaction): Promise<KeyRow[]> {
    const rows = await (tx ?? this.deps.database).refreshKey.findMany({ orderBy: { signsFrom: 'asc' } });
    return rows.map(({ sealedKey: encrypted, ...row }) => ({
      ...row,
      encrypted,
      algorithm: REFRESH_ALGORITHM,
    }));
  }

  async add(tx: Transaction, { kid, encrypted, tokenLife, createdAt, signsFrom }: NewKeyRow): Promise<void> {
    await tx.refreshKey.create({ data: { kid, sealedKey: encrypted, tokenLife, createdAt, signsFrom } });
  }

  async revoke(tx: Transaction, kid: string, revokedAt: Date): Promise<void> {
    await tx.refreshKey.updateMany({ where: { kid, revokedAt: null }, data: { revokedAt } });
  }

  async raiseLife(kids: readonly string[], tokenLife: number): Promise<void> {
    const where = { kid: { in: [...kids] }, tokenLife: { lt: tokenLife } };
    await this.deps.database.refreshKey.updateMany({ where, data: { tokenLife } });
  }

  async remove(tx: Transaction, kids: readonly string[]): Promise<number> {
    return (await tx.refreshKey.deleteMany({ where: { kid: { in: [...kids] } } })).count;
  }

  async encrypted(after: string | null, limit: number): Promise<{ id: string; encrypted: Uint8Array }[]> {
    const rows = await this.deps.database.refreshKey.findMany({
      select: { kid: true, sealedKey: true },
      where: { kid: { gt: after ?? '' } },
      orderBy: { kid: 'asc' },
      take: limit,
    });
    return rows.map(({ kid, sealedKey }) => ({ id: kid, encrypted: sealedKey }));
  }

  async replace(
    tx: Transaction,
    kid: string,
    encrypted: EncryptedBytes,
    reEncrypted: EncryptedBytes,
  ): Promise<number> {
    const where = { kid, sealedKey: encrypted };
    return (await tx.refreshKey.updateMany({ where, data: { sealedKey: reEncrypted } })).count;
  }
}
