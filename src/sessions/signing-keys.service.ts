import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { Clock } from '../core/clock.js';
import { StartupError } from '../core/errors.js';
import type { SecretBox } from '../core/secret-box.js';
import type { Database, Transaction } from '../database/client.js';
import { KeyRing, publicJwkOf, type SigningKey, thumbprint } from './key-ring.js';

/** Held while the first key is made, so that instances that start together make one and not one each. */
const FIRST_KEY_LOCK = 0x6c6b_0001;

interface StoredKey {
  kid: string;
  sealedPrivateKey: Uint8Array;
}

/** Keeps the signing keys in the database, sealed under a key that is not there. */
export class SigningKeys {
  constructor(private readonly deps: { database: Database; clock: Clock; box: SecretBox }) {}

  /**
   * Reads the ring, and makes its first key where there is none.
   * @throws StartupError when AUTH_SECRET is not the one that the keys were sealed with
   */
  async openRing(): Promise<KeyRing> {
    const stored = await this.#read(this.deps.database);
    const [newest, ...older] = stored.length > 0 ? stored : await this.#makeFirst();
    if (newest === undefined) throw new StartupError('The database holds no signing key and took none.');
    return new KeyRing([this.#unseal(newest), ...older.map((key) => this.#unseal(key))]);
  }

  /**
   * Opens every key that there is, and makes none.
   * @returns how many there are
   * @throws StartupError when AUTH_SECRET is not the one that they were sealed with
   */
  async check(): Promise<number> {
    const stored = await this.#read(this.deps.database);
    return stored.map((key) => this.#unseal(key)).length;
  }

  #makeFirst(): Promise<StoredKey[]> {
    return this.deps.database.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${FIRST_KEY_LOCK})`;
      if ((await tx.signingKey.count()) === 0) await this.#make(tx);
      return this.#read(tx);
    });
  }

  async #make(tx: Transaction): Promise<void> {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const publicKey = publicJwkOf(privateKey);
    const kid = thumbprint(publicKey);
    const sealedPrivateKey = this.deps.box.seal(privateKey.export({ type: 'pkcs8', format: 'der' }), kid);
    const createdAt = this.deps.clock.now();
    await tx.signingKey.create({
      data: { kid, algorithm: 'ES256', publicKey: { ...publicKey }, sealedPrivateKey, createdAt },
    });
  }

  #read(tx: Transaction | Database): Promise<StoredKey[]> {
    return tx.signingKey.findMany({
      select: { kid: true, sealedPrivateKey: true },
      orderBy: { createdAt: 'desc' },
    });
  }

  /** The public half is derived again: a row whose public key was swapped verifies nothing. */
  #unseal({ kid, sealedPrivateKey }: StoredKey): SigningKey {
    const privateKey = createPrivateKey({
      key: this.#open(kid, sealedPrivateKey),
      format: 'der',
      type: 'pkcs8',
    });
    const publicJwk = publicJwkOf(privateKey);
    return { kid, algorithm: 'ES256', privateKey, publicKey: createPublicKey(privateKey), publicJwk };
  }

  #open(kid: string, sealed: Uint8Array): Buffer {
    try {
      return this.deps.box.open(sealed, kid);
    } catch {
      throw new StartupError(
        'AUTH_SECRET is not the secret that the signing keys in this database were encrypted with.',
      );
    }
  }
}
