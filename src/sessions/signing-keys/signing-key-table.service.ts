import type { Database, Transaction } from '../../platform/database/client.js';
import type { KeyRow, KeyTable, NewKeyRow } from './key-table.js';

type SealedBytes = Uint8Array<ArrayBuffer>;

/** The keys that sign access tokens. */
export class SigningKeyTable implements KeyTable {
  constructor(private readonly deps: { database: Database }) {}

  async all(tx?: Transaction): Promise<KeyRow[]> {
    const rows = await (tx ?? this.deps.database).signingKey.findMany({
      omit: { publicKey: true },
      orderBy: { signsFrom: 'asc' },
    });
    return rows.map(
      ({ sealedPrivateKey: sealed, accessTokenLife: tokenLife, refreshTokenLife: _, ...row }) => ({
        ...row,
        sealed,
        tokenLife,
      }),
    );
  }

  async add(tx: Transaction, { sealed, tokenLife, publicKey, ...row }: NewKeyRow): Promise<void> {
    const data = { ...row, sealedPrivateKey: sealed, accessTokenLife: tokenLife, publicKey: publicKey ?? {} };
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

  async sealed(after: string | null, limit: number): Promise<{ id: string; sealed: Uint8Array }[]> {
    const rows = await this.deps.database.signingKey.findMany({
      select: { kid: true, sealedPrivateKey: true },
      where: { kid: { gt: after ?? '' } },
      orderBy: { kid: 'asc' },
      take: limit,
    });
    return rows.map(({ kid, sealedPrivateKey }) => ({ id: kid, sealed: sealedPrivateKey }));
  }

  async replace(tx: Transaction, kid: string, sealed: SealedBytes, anew: SealedBytes): Promise<number> {
    const where = { kid, sealedPrivateKey: sealed };
    return (await tx.signingKey.updateMany({ where, data: { sealedPrivateKey: anew } })).count;
  }
}
