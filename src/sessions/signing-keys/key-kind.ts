import type { KeyObject } from 'node:crypto';
import type { PublicJwk } from './public-jwk.js';
import type { SigningAlgorithm } from './signing-algorithm.js';

/**
 * The purpose of a key. `sig` keys sign access tokens and are published (RFC 7517 §4.2). `refresh` keys sign
 * refresh tokens and never leave the service.
 */
export type KeyUse = 'sig' | 'refresh';

/** A decrypted key. The key determines the algorithm, and a token never does (RFC 8725 §3.1). */
export interface KeyMaterial {
  readonly algorithm: SigningAlgorithm | 'HS256';
  readonly signWith: KeyObject;
  readonly verifyWith: KeyObject;
}

/** A new key, before it is encrypted and stored. */
export interface GeneratedKey {
  readonly kid: string;
  readonly algorithm: string;
  /** The secret half, which is encrypted at rest. */
  readonly secret: Buffer;
  /** Null if the key has no public half. */
  readonly publicKey: PublicJwk | null;
}

/** How the service generates keys of one use. */
export interface KeyKind<M extends KeyMaterial> {
  readonly use: KeyUse;
  /** The algorithm of the next key. */
  readonly algorithm: M['algorithm'];
  generate(): Promise<GeneratedKey>;
}

/**
 * Makes the key of a row from its decrypted secret.
 * @throws if the secret does not fit the row
 */
export type OpenKey<M extends KeyMaterial> = (
  row: { readonly kid: string; readonly algorithm: string },
  secret: Buffer,
) => Promise<M>;
