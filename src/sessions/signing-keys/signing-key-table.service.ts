import type { Database, Transaction } from '../../platform/database/client.js';
import type { KeyRow, KeyTable, NewKeyRow } from './key-table.js';

type EncryptedBytes = Uint8Array<ArrayBuffer>;

/** The keys that sign access tokens. */
export class SigningKeyTable implements KeyTable {
  constructor(private readonly deps: { database: Database }) {}

  async all(tx?: Transaction): Promise<KeyRow[]> {
    const rows = await (tx ?? this.deps.database).signingKey.findMany({
      omit: { publicKey: true },
      orderBy: { signsFrom: 'asc' },
    });
    return rows.map(
      ({ sealedPrivateKey: encrypted, accessTokenLife: tokenLife, refreshTokenLife: _, ...row }) => ({
        ...row,
        encrypted,
        tokenLife,
      }),
    );
  }

  async add(tx: Transaction, { encrypted, tokenLife, publicKey, ...row }: NewKeyRow): Promise<void> {
    const data = {
      ...row,
      sealedPrivateKey: encrypted,
      accessTokenLife: tokenLife,
      publicKey: publicKey ?? {},
    };
    await tx.signingKey.create({ data });
  }

  async revoke(tx: Transaction, kid: string, revokedAt: Date): Promise<void> {
    await tx.signingKey.updateMany({ where: { kid, revokedAt: null }, data: { revokedAt } });
  }

  async raiseLife(kids: readonly string[], tokenLife: number): Promise<void> {
    await this.deps.database.signingKey.updateMany({
      where: { kid: { in: [...kids] }, accessTokenLife: { lt: tokenLife } },
      data: { accessTokenLife: tokenLife },
    });
  }

  async remove(tx: Transaction, kids: readonly string[]): Promise<number> {
    return (await tx.signingKey.deleteMany({ where: { kid: { in: [...kids] } } })).count;
  }

  async encrypted(after: string | null, limit: number): Promise<{ id: string; encrypted: Uint8Array }[]> {
    const rows = await this.deps.database.signingKey.findMany({
      select: { kid: true, sealedPrivateKey: true },
      where: { kid: { gt: after ?? '' } },
      orderBy: { kid: 'asc' },
      take: limit,
    });
    return rows.map(({ kid, sealedPrivateKey }) => ({ id: kid, encrypted: sealedPrivateKey }));
  }

  async replace(
    tx: Transaction,
    kid: string,
    encrypted: EncryptedBytes,
    reEncrypted: EncryptedBytes,
  ): Promise<number> {
    const where = { kid, sealedPrivateKey: encrypted };
    return (await tx.signingKey.updateMany({ where, data: { sealedPrivateKey: reEncrypted } })).count;
  }
}
