import type { KeyObject } from 'node:crypto';
import type { PublicJwk } from './public-jwk.js';
import type { SigningAlgorithm } from './signing-algorithm.js';

/**
 * What a key is for. `sig` keys sign access tokens and are published (RFC 7517 §4.2); `refresh` keys sign refresh tokens
 * and never leave the service.
 */
export type KeyUse = 'sig' | 'refresh';

/** A key that can be used. It names the algorithm, and no token does (RFC 8725 §3.1). */
export interface KeyMaterial {
  readonly algorithm: SigningAlgorithm | 'HS256';
  readonly signWith: KeyObject;
  readonly verifyWith: KeyObject;
}

/** A key that was just made, before it is encrypted and stored. */
export interface GeneratedKey {
  readonly kid: string;
  readonly algorithm: string;
  /** What is encrypted at rest. */
  readonly secret: Buffer;
  /** Null for a key that has no public half. */
  readonly publicKey: PublicJwk | null;
}

/** How keys of one use are made and opened. */
export interface KeyKind<M extends KeyMaterial> {
  readonly use: KeyUse;
  /** The algorithm of the next key. */
  readonly algorithm: M['algorithm'];
  generate(): Promise<GeneratedKey>;
}

/** The key of a row, from what was decrypted. @throws where the secret is not what the row says */
export type OpenKey<M extends KeyMaterial> = (
  row: { readonly kid: string; readonly algorithm: string },
  secret: Buffer,
) => M;
