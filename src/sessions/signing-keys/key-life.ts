import { Duration } from '../../core/duration.js';

/** The largest difference between the clocks of two instances (SECURITY.md). */
const CLOCK_SKEW = Duration.minutes(1);

/** How often each instance reloads the keys. An instance may trust a revoked key for up to this long. */
export const RELOAD_INTERVAL = Duration.seconds(10);

/**
 * How long a key is published before it signs. This is longer than verifiers may cache the JWK Set, and
 * longer than any instance takes to load the key, so no verifier meets a token of an unknown key (CK-2).
 */
export const PUBLISHED_AHEAD = Duration.minutes(10);

/** The times in a key's row. */
export interface KeyTimes {
  readonly kid: string;
  readonly createdAt: Date;
  readonly signsFrom: Date;
  /** The longest life of any token of this key, in seconds. */
  readonly tokenLife: number;
  readonly revokedAt: Date | null;
}

/** What follows from a key's row and from the rows of later keys. */
export interface KeyLife {
  /** Null if no later key replaces it yet. */
  readonly signsUntil: Date | null;
  /** By this time, the last token of the key has expired. Null as long as `signsUntil` is null. */
  readonly verifiesUntil: Date | null;
}

export type KeyState = 'published' | 'signing' | 'verifying' | 'over' | 'revoked';

/**
 * Computes the life of each key. It depends only on the rows and the time, so all instances agree without
 * communication.
 * @param keys the earliest first
 */
export function livesOf<K extends KeyTimes>(keys: readonly K[]): (K & KeyLife)[] {
  let latest = 0;
  return keys.map((key, index) => {
    const signsUntil = endOfSigning(key, keys.slice(index + 1));
    if (signsUntil === null) return { ...key, signsUntil, verifiesUntil: null };
    // A refresh does not move a session's end: tokens of this key may live as long as the previous key's.
    latest = Math.max(latest, tokensEnd(signsUntil, key.tokenLife).getTime());
    return { ...key, signsUntil, verifiesUntil: new Date(latest) };
  });
}

/** The next key that ever signs replaces this one. A key that was revoked before its turn never signs. */
function endOfSigning(key: KeyTimes, later: readonly KeyTimes[]): Date | null {
  if (!everSigns(key)) return key.signsFrom;
  return later.find(everSigns)?.signsFrom ?? null;
}

function everSigns({ signsFrom, revokedAt }: KeyTimes): boolean {
  return revokedAt === null || revokedAt > signsFrom;
}

/** Adds the clock skew to the life of the last token, because an instance may sign a moment late. */
function tokensEnd(signsUntil: Date, life: number): Date {
  return CLOCK_SKEW.after(Duration.seconds(life).after(signsUntil));
}

export function stateOf(key: Pick<KeyTimes, 'signsFrom' | 'revokedAt'> & KeyLife, now: Date): KeyState {
  if (key.revokedAt !== null) return 'revoked';
  if (key.signsFrom > now) return 'published';
  if (key.signsUntil === null || key.signsUntil > now) return 'signing';
  return key.verifiesUntil === null || key.verifiesUntil > now ? 'verifying' : 'over';
}
