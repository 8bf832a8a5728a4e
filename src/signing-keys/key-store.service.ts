import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { SecretBox } from '../core/secret-box.js';
import type { Database, Transaction } from '../database/client.js';
import { type KeyLife, type KeyTimes, livesOf, stateOf } from './key-life.js';
import type { KeyMaterial } from './key-ring.js';
import { publicJwkOf, thumbprint } from './public-jwk.js';
import { fits, type SigningAlgorithm } from './signing-algorithm.js';

/** Held by whoever changes which keys there are, so that of any number of instances one does. */
const KEYS_LOCK = 0x6c6b_0001;

export interface StoredKey extends KeyTimes, KeyLife {
  readonly algorithm: string;
  readonly sealedPrivateKey: Uint8Array;
}

export interface NewKey extends Pick<KeyTimes, 'createdAt' | 'signsFrom'>, TokenLives {
  readonly algorithm: SigningAlgorithm;
  readonly privateKey: KeyObject;
}

type SealedBytes = Uint8Array<ArrayBuffer>;

/** How long tokens live, in seconds. */
export type TokenLives = Pick<KeyTimes, 'accessTokenLife' | 'refreshTokenLife'>;

/** The table of signing keys, sealed under a key that is not in the database. */
export class KeyStore {
  constructor(private readonly deps: { database: Database; box: SecretBox }) {}

  /** Every key, the earliest first. */
  async all(tx: Transaction | Database = this.deps.database): Promise<StoredKey[]> {
    return livesOf(
      await tx.signingKey.findMany({ omit: { publicKey: true }, orderBy: { signsFrom: 'asc' } }),
    );
  }

  /** Until the transaction ends, nobody else adds or revokes a key. */
  async hold(tx: Transaction): Promise<void> {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${KEYS_LOCK})`;
  }

  /** @returns its name */
  async add(tx: Transaction, { privateKey, ...rest }: NewKey): Promise<string> {
    const publicKey = publicJwkOf(privateKey);
    const kid = thumbprint(publicKey);
    const sealedPrivateKey = this.deps.box.seal(privateKey.export({ type: 'pkcs8', format: 'der' }), kid);
    await tx.signingKey.create({ data: { ...rest, kid, publicKey, sealedPrivateKey } });
    return kid;
  }

  async revoke(tx: Transaction, kid: string, revokedAt: Date): Promise<void> {
    await tx.signingKey.updateMany({ where: { kid, revokedAt: null }, data: { revokedAt } });
  }

  /** Makes these keys stay for tokens that live so long: never less, for another instance may give longer lives. */
  async raiseLives(
    kids: readonly string[],
    { accessTokenLife, refreshTokenLife }: TokenLives,
  ): Promise<void> {
    await this.deps.database.$executeRaw`
      UPDATE signing_keys SET access_token_life = GREATEST(access_token_life, ${accessTokenLife}::int),
                              refresh_token_life = GREATEST(refresh_token_life, ${refreshTokenLife}::int)
      WHERE kid = ANY (${[...kids]})`;
  }

  /**
   * The key of a row. Its public half is derived again, and must be the one that it is named by: a row that was
   * swapped or moved verifies nothing (JWT-7).
   * @throws where it was sealed under another secret, or is not what the row says
   */
  open({ kid, algorithm, sealedPrivateKey }: StoredKey): KeyMaterial {
    const der = this.deps.box.open(sealedPrivateKey, kid);
    const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    const publicJwk = publicJwkOf(privateKey);
    if (!fits(algorithm, privateKey) || thumbprint(publicJwk) !== kid)
      throw new TypeError('The row of a signing key does not fit its key');
    return { algorithm, privateKey, publicKey: createPublicKey(privateKey), publicJwk };
  }

  /** Takes out keys of which every token has expired. There are few, ever. */
  async purge(tx: Transaction, now: Date): Promise<number> {
    const over = (await this.all(tx)).filter((key) => stateOf({ ...key, revokedAt: null }, now) === 'over');
    const { count } = await tx.signingKey.deleteMany({ where: { kid: { in: over.map(({ kid }) => kid) } } });
    return count;
  }

  /** What is sealed, for whoever seals it anew. */
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
