import type { SessionId } from '../../core/ids.js';

/** A factor that is added or removed. */
export type FactorKind = 'totp' | 'passkey';

/** A factor to remove. */
export interface RemovedFactor {
  readonly kind: FactorKind;
  readonly id: string;
  /** The session that asked for it. It goes on, and every other one ends. */
  readonly sessionId: SessionId;
}
