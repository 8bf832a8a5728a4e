import type { Clock } from '../../core/clock.js';
import type { Duration } from '../../core/duration.js';
import type { Randomness } from '../../core/randomness.js';
import { ownRequestMeta } from '../../core/viewer.js';
import type { AuditTrail, RecordEvent } from '../../platform/audit/audit-trail.service.js';
import type { Transaction } from '../../platform/database/client.js';
import type { GeneratedKey, KeyKind, KeyMaterial, KeyUse } from './key-kind.js';
import { type KeyLife, type KeyState, PUBLISHED_AHEAD, stateOf } from './key-life.js';
import type { KeyStore, StoredKey } from './key-store.service.js';
import type { KeyRotationReason } from './signing-keys.events.js';

/** Why a key is created. The first key replaces no other key, so its creation is not a rotation. */
type Reason = KeyRotationReason | 'first';

/** A key as operators see it. */
export interface KeySummary extends KeyLife {
  readonly kid: string;
  readonly use: KeyUse;
  readonly algorithm: string;
  readonly state: KeyState;
  readonly createdAt: Date;
  readonly signsFrom: Date;
  readonly revokedAt: Date | null;
}

export interface SigningKeysDeps<M extends KeyMaterial> {
  store: KeyStore<M>;
  kind: KeyKind<M>;
  clock: Clock;
  randomness: Randomness;
  audit: AuditTrail;
}

export interface SigningKeysConfig {
  /** How long a key signs. */
  readonly signingKeyRotation: Duration;
  /** The life of the tokens that the key signs. */
  readonly tokenTtl: Duration;
}

/** Manages the keys of one use: creates the first and the next keys, by time or command, and revokes keys. */
export class SigningKeys<M extends KeyMaterial> {
  constructor(
    private readonly deps: SigningKeysDeps<M>,
    private readonly config: SigningKeysConfig,
  ) {}

  async list(): Promise<KeySummary[]> {
    const now = this.deps.clock.now();
    const keys = await this.deps.store.all();
    const { use } = this.deps.kind;
    return keys.map(({ encrypted: _encrypted, tokenLife: _life, ...key }) => ({
      ...key,
      use,
      state: stateOf(key, now),
    }));
  }

  /**
   * Creates the next key: published now, it signs after `PUBLISHED_AHEAD` and replaces the current key.
   * @returns its `kid`
   */
  async rotate(): Promise<string> {
    return (await this.#rotateIf(() => 'command')) as string;
  }

  /**
   * Runs at the start of an instance. Creates the first key, or the next one if the algorithm setting has
   * changed. Only a start checks the algorithm: two running instances with different settings would replace
   * each other's key again and again.
   */
  async ensureKey(): Promise<void> {
    await this.#rotateIf((keys) => this.#reason(keys) ?? this.#changedAlgorithm(keys));
    await this.#raiseLife();
  }

  /** Runs periodically on every instance. When the next key is due, exactly one instance creates it. */
  async rotateIfDue(): Promise<void> {
    await this.#rotateIf((keys) => this.#reason(keys));
    await this.#raiseLife();
  }

  /**
   * Revokes a key. Each instance refuses its tokens from its next reload on. If it was the key that signs,
   * the service creates a key that signs at once.
   * @returns false if the key does not exist
   */
  async revoke(kid: string): Promise<boolean> {
    const { store, clock, audit, kind } = this.deps;
    const spare = await kind.generate();
    return audit.transaction(async (tx, record) => {
      await store.hold(tx);
      const keys = await store.all(tx);
      const key = keys.find((one) => one.kid === kid);
      if (key === undefined || key.revokedAt !== null) return key !== undefined;
      const now = clock.now();
      await store.revoke(tx, kid, now);
      await record({
        type: 'signing_key_revoked',
        kid,
        use: kind.use,
        requestMeta: ownRequestMeta(this.deps.randomness),
      });
      if (keys.some((one) => one.kid !== kid && stateOf(one, now) === 'signing')) return true;
      const successor = await this.#add(tx, spare, now, keys);
      await this.#recordRotation(record, successor, 'revocation');
      return true;
    });
  }

  /** Checks twice, the second time under the lock: another instance may have created the key meanwhile. */
  async #rotateIf(reasonOf: (keys: readonly StoredKey[]) => Reason | null): Promise<string | null> {
    const { store, clock, audit } = this.deps;
    if (reasonOf(await store.all()) === null) return null;
    const generated = await this.deps.kind.generate();
    return audit.transaction(async (tx, record) => {
      await store.hold(tx);
      const keys = await store.all(tx);
      const because = reasonOf(keys);
      if (because === null) return null;
      const now = clock.now();
      const kid = await this.#add(
        tx,
        generated,
        because === 'first' ? now : PUBLISHED_AHEAD.after(now),
        keys,
      );
      if (because !== 'first') await this.#recordRotation(record, kid, because);
      return kid;
    });
  }

  /** @param signsFrom moved by milliseconds if another key begins then: the column is unique */
  async #add(
    tx: Transaction,
    generated: GeneratedKey,
    signsFrom: Date,
    keys: readonly StoredKey[],
  ): Promise<string> {
    const taken = new Set(keys.map((key) => key.signsFrom.getTime()));
    let at = signsFrom.getTime();
    while (taken.has(at)) at += 1;
    await this.deps.store.add(tx, generated, {
      createdAt: this.deps.clock.now(),
      signsFrom: new Date(at),
      tokenLife: this.config.tokenTtl.seconds,
    });
    return generated.kid;
  }

  #recordRotation(record: RecordEvent, kid: string, because: KeyRotationReason): Promise<void> {
    const { kind, randomness } = this.deps;
    return record({
      type: 'signing_key_rotated',
      kid,
      use: kind.use,
      because,
      requestMeta: ownRequestMeta(randomness),
    });
  }

  #reason(keys: readonly StoredKey[]): Reason | null {
    if (keys.length === 0) return 'first';
    const newest = newestOf(keys);
    const soon = PUBLISHED_AHEAD.after(this.deps.clock.now());
    return newest === undefined || this.config.signingKeyRotation.after(newest.signsFrom) <= soon
      ? 'age'
      : null;
  }

  #changedAlgorithm(keys: readonly StoredKey[]): Reason | null {
    return newestOf(keys)?.algorithm === this.deps.kind.algorithm ? null : 'algorithm';
  }

  /**
   * Raises the token life of a key to that of this instance before it signs. So the key stays until the last
   * token expires, whatever the settings of the instance that created it and however they change.
   */
  async #raiseLife(): Promise<void> {
    const now = this.deps.clock.now();
    const { seconds } = this.config.tokenTtl;
    const short = (await this.deps.store.all()).filter(
      (key) => ['published', 'signing'].includes(stateOf(key, now)) && key.tokenLife < seconds,
    );
    const kids = short.map(({ kid }) => kid);
    if (kids.length > 0) await this.deps.store.raiseLife(kids, seconds);
  }
}

function newestOf(keys: readonly StoredKey[]): StoredKey | undefined {
  return keys.filter(({ revokedAt }) => revokedAt === null).at(-1);
}
