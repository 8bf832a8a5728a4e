import { hash } from 'node:crypto';

const FIRST_ROOM = 4096;

/** Values that may have been seen twice. */
export interface Repeated {
  readonly none: boolean;
  includes(key: string): boolean;
}

/**
 * Finds repeated values among millions, in eight bytes of memory each. Two different values may collide,
 * about once in ten million files of a million lines. So the caller must check the reported values again.
 */
export class DuplicateFinder {
  #seen = new BigUint64Array(FIRST_ROOM);
  #count = 0;

  add(key: string): void {
    if (this.#count === this.#seen.length) {
      const larger = new BigUint64Array(this.#count * 2);
      larger.set(this.#seen);
      this.#seen = larger;
    }
    this.#seen[this.#count] = fingerprint(key);
    this.#count += 1;
  }

  /** Returns the values that may have been seen twice. No value can be added afterwards. */
  find(): Repeated {
    const sorted = this.#seen.subarray(0, this.#count).sort();
    const twice = new Set<bigint>();
    for (let index = 1; index < sorted.length; index += 1) {
      const value = sorted[index];
      if (value !== undefined && value === sorted[index - 1]) twice.add(value);
    }
    return { none: twice.size === 0, includes: (key) => twice.has(fingerprint(key)) };
  }
}

function fingerprint(key: string): bigint {
  return hash('sha256', key, 'buffer').readBigUInt64LE();
}
