import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { ENTRY_BYTES, HEADER_BYTES, readHeader, sha1Of } from './breach-file-format.js';

const BLOCK_ENTRIES = 512;
/** Hashes are spread evenly, so a few guesses by proportion find the block of an entry. After that, halve. */
const GUESSES = 8;
/** Entries that are compared at the start, to recognise a file that is not in order. */
const SAMPLES = 64;
const END = 2n ** 64n;

/**
 * A file of stolen passwords, which is searched where it is: it is never loaded. The reads are synchronous. A look-up
 * needs about three of them, and with asynchronous ones it would wait behind the password hashes, which occupy the
 * threads that read files.
 */
export class BreachFile {
  readonly #block = Buffer.alloc(BLOCK_ENTRIES * ENTRY_BYTES);

  private constructor(
    private readonly descriptor: number,
    readonly count: number,
  ) {}

  /** @returns the open file, or the problem with it: the end of a sentence that begins with the name of a setting */
  static open(path: string): BreachFile | { readonly problem: string } {
    let descriptor: number;
    try {
      descriptor = openSync(path, 'r');
    } catch (error) {
      return { problem: `cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}` };
    }
    const header = Buffer.alloc(HEADER_BYTES);
    const stat = fstatSync(descriptor);
    const read = stat.isFile() ? readSync(descriptor, header, 0, HEADER_BYTES, 0) : 0;
    const found = readHeader(header.subarray(0, read));
    const file = new BreachFile(descriptor, found?.count ?? 0);
    const problem = file.#problemWith(found !== null, stat.size);
    if (problem === null) return file;
    file.close();
    return { problem };
  }

  /** @throws if the file can no longer be read */
  has(password: string): boolean {
    const wanted = sha1Of(password).readBigUInt64BE();
    let [low, high, lowest, highest] = [0, this.count, 0n, END];
    for (let round = 0; low < high; round++) {
      const share = round < GUESSES ? Number(wanted - lowest) / Number(highest - lowest) : 0.5;
      const guess = Math.min(high - 1, low + Math.floor((high - low) * share));
      const start = Math.max(low, guess - BLOCK_ENTRIES / 2);
      const entries = this.#read(start, Math.min(BLOCK_ENTRIES, high - start));
      const first = this.#block.readBigUInt64BE(0);
      const last = this.#block.readBigUInt64BE((entries - 1) * ENTRY_BYTES);
      if (wanted < first) [high, highest] = [start, first];
      else if (wanted > last) [low, lowest] = [start + entries, last];
      else return this.#blockHas(wanted, entries);
    }
    return false;
  }

  close(): void {
    closeSync(this.descriptor);
  }

  #blockHas(wanted: bigint, entries: number): boolean {
    for (let i = 0; i < entries; i++)
      if (this.#block.readBigUInt64BE(i * ENTRY_BYTES) === wanted) return true;
    return false;
  }

  #problemWith(hasHeader: boolean, size: number): string | null {
    if (!hasHeader) return 'is not a list that `latchkey passwords breaches` made with this version';
    if (size !== HEADER_BYTES + this.count * ENTRY_BYTES) return 'is not complete: make it again';
    return this.count > 0 && this.#isInOrder() ? null : 'is damaged: make it again';
  }

  #isInOrder(): boolean {
    const samples = Math.min(SAMPLES, this.count);
    let previous = -1n;
    for (let i = 0; i < samples; i++) {
      this.#read(Math.floor((i * this.count) / samples), 1);
      const entry = this.#block.readBigUInt64BE(0);
      if (entry <= previous) return false;
      previous = entry;
    }
    return true;
  }

  /** Reads entries into the block. */
  #read(start: number, entries: number): number {
    const bytes = entries * ENTRY_BYTES;
    const position = HEADER_BYTES + start * ENTRY_BYTES;
    if (readSync(this.descriptor, this.#block, 0, bytes, position) !== bytes)
      throw new RangeError('The list of stolen passwords was cut off');
    return entries;
  }
}
