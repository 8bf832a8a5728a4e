import { Duration } from '../../core/duration.js';

/** How far the clocks of two instances may be apart (SECURITY.md). */
const CLOCK_SKEW = Duration.minutes(1);

/** How often each instance reads the keys: as long may a revoked one be good there. */
export const LOOK_EVERY = Duration.seconds(10);

/**
 * How long a key is published before it signs: longer than verifiers may keep the JWK Set, and longer than any
 * instance takes to read it, so that nobody meets a token of a key that they do not know (CK-2).
 */
export const PUBLISHED_AHEAD = Duration.minutes(10);

/** What a key's row says of it. */
export interface KeyTimes {
  readonly kid: string;
  readonly createdAt: Date;
  readonly signsFrom: Date;
  /** In seconds: the longest that any token of it may live. */
  readonly tokenLife: number;
  readonly revokedAt: Date | null;
}

/** What follows from it and from those that came after it. */
export interface KeyLife {
  /** Null: nothing takes its place yet. */
  readonly signsUntil: Date | null;
  /** The last token has expired by then. */
  readonly verifiesUntil: Date | null;
}

export type KeyState = 'published' | 'signing' | 'verifying' | 'over' | 'revoked';

/**
 * The life of each key. Nothing but the rows and the time decides, so all instances agree without a word.
 * @param keys the earliest first
 */
export function livesOf<K extends KeyTimes>(keys: readonly K[]): (K & KeyLife)[] {
  let latest = 0;
  return keys.map((key, index) => {
    const signsUntil = endOfSigning(key, keys.slice(index + 1));
    if (signsUntil === null) return { ...key, signsUntil, verifiesUntil: null };
    // A session keeps its end when it is refreshed: tokens of this key may be as long good as those of the one before.
    latest = Math.max(latest, tokensEnd(signsUntil, key.tokenLife).getTime());
    return { ...key, signsUntil, verifiesUntil: new Date(latest) };
  });
}

/** The next key that ever signed takes its place; one that was revoked before its turn does not. */
function endOfSigning(key: KeyTimes, later: readonly KeyTimes[]): Date | null {
  if (!everSigns(key)) return key.signsFrom;
  return later.find(everSigns)?.signsFrom ?? null;
}

function everSigns({ signsFrom, revokedAt }: KeyTimes): boolean {
  return revokedAt === null || revokedAt > signsFrom;
}

/** A little more than the last token lives: an instance may have signed it a moment late. */
function tokensEnd(signsUntil: Date, life: number): Date {
  return CLOCK_SKEW.after(Duration.seconds(life).after(signsUntil));
}

export function stateOf(key: Pick<KeyTimes, 'signsFrom' | 'revokedAt'> & KeyLife, now: Date): KeyState {
  if (key.revokedAt !== null) return 'revoked';
  if (key.signsFrom > now) return 'published';
  if (key.signsUntil === null || key.signsUntil > now) return 'signing';
  return key.verifiesUntil === null || key.verifiesUntil > now ? 'verifying' : 'over';
}
