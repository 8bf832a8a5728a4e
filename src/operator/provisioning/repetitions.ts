import { hash } from 'node:crypto';

const FIRST_ROOM = 4096;

/** What may have been seen twice. */
export interface Repeated {
  readonly none: boolean;
  includes(key: string): boolean;
}

/**
 * Finds what was seen twice among millions, in the memory of eight bytes each. Two that differ may count as one by
 * chance, once in ten million files of a million lines: whoever asks looks at the few it names again.
 */
export class Repetitions {
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

  /** Names what may have been seen twice. Nothing can be added any more. */
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
