import type { Randomness } from './randomness.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a value is a UUID as the service writes it: lower case, with dashes. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

/** A version 7 UUID (RFC 9562 §5.7). Such ids sort by their time, to the millisecond. */
export function timeOrderedUuid(at: Date, randomness: Randomness): string {
  const random = randomness.bytes(10);
  random[0] = ((random[0] ?? 0) & 0x0f) | 0x70;
  random[2] = ((random[2] ?? 0) & 0x3f) | 0x80;
  return uuidOf(at, random);
}

/** A lower bound for every version 7 UUID of this time or later. */
export function earliestUuidAt(at: Date): string {
  return uuidOf(at, Buffer.alloc(10));
}

function uuidOf(at: Date, rest: Buffer): string {
  const hex = Math.max(at.getTime(), 0).toString(16).padStart(12, '0') + rest.toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
