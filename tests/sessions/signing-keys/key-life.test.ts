import { Duration } from '../../../src/core/duration.js';
import { MAX_AGE } from '../../../src/platform/http/public-documents.js';
import {
  type KeyTimes,
  livesOf,
  PUBLISHED_AHEAD,
  RELOAD_INTERVAL,
  stateOf,
} from '../../../src/sessions/signing-keys/key-life.js';

const START = new Date('2026-01-01T00:00:00Z');
const at = (minutes: number) => Duration.minutes(minutes).after(START);
/** A key that signs from so many minutes on, with tokens of ten minutes. */
const key = (minutes: number, changes: Partial<KeyTimes> = {}): KeyTimes => ({
  kid: `from ${minutes}`,
  createdAt: at(minutes),
  signsFrom: at(minutes),
  tokenLife: 600,
  revokedAt: null,
  ...changes,
});
const statesAt = (minutes: number, keys: readonly KeyTimes[]) =>
  livesOf(keys).map((one) => stateOf(one, at(minutes)));

describe('the life of a key', () => {
  it('CK-2: begins for everybody before it signs, whatever they have cached and whatever their clocks say', () => {
    const clocksApart = 2 * 60;
    expect(PUBLISHED_AHEAD.seconds).toBeGreaterThan(MAX_AGE + RELOAD_INTERVAL.seconds + clocksApart);
  });

  it('goes from published to signing to verifying, and is over when its last token is', () => {
    const keys = [key(0), key(100)];
    expect(statesAt(-1, keys)).toEqual(['published', 'published']);
    expect(statesAt(0, keys)).toEqual(['signing', 'published']);
    expect(statesAt(99, keys)).toEqual(['signing', 'published']);
    expect(statesAt(100, keys)).toEqual(['verifying', 'signing']);
    expect(statesAt(110, keys)).toEqual(['verifying', 'signing']);
    // Ten minutes of its last token, and one for clocks that differ.
    expect(statesAt(111, keys)).toEqual(['over', 'signing']);
    expect(statesAt(1_000_000, keys)).toEqual(['over', 'signing']);
  });

  it('is not shorter than that of the key before: a session that is refreshed keeps its end', () => {
    const keys = [key(0, { tokenLife: 6000 }), key(100), key(105), key(300)];
    expect(livesOf(keys).map(({ verifiesUntil }) => verifiesUntil)).toEqual([
      at(201),
      at(201),
      at(311),
      null,
    ]);
  });

  it('ends at once when it is revoked, and is not prolonged for the others', () => {
    const keys = [key(0), key(100, { revokedAt: at(120) }), key(120)];
    expect(statesAt(125, keys)).toEqual(['over', 'revoked', 'signing']);
    expect(livesOf(keys)[0]?.signsUntil).toEqual(at(100));
  });

  it('goes on when the key that should have come next is revoked before its turn', () => {
    const keys = [key(0), key(100, { revokedAt: at(95) })];
    expect(statesAt(100, keys)).toEqual(['signing', 'revoked']);
    expect(statesAt(1_000_000, keys)).toEqual(['signing', 'revoked']);
  });
});
