import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Longer than any record. A file without line ends must not fill the memory. */
const MAX_LINE_BYTES = 65_536;
const LINE_END = 0x0a;

export interface FileLine {
  /** From 1, as in editors. */
  readonly number: number;
  /** Null for a line that is too long or not UTF-8. */
  readonly text: string | null;
}

/** Reads a file once, line by line, holding one chunk in memory, and computes the digest of the content. */
export class FileLines {
  readonly #digest = createHash('sha256');
  #bytes = 0;

  constructor(private readonly path: string) {}

  /** The number of bytes read so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The SHA-256 of the file, after it has been read to its end. */
  digest(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#digest.copy().digest());
  }

  /** The lines that are not blank, in groups of at most `size`. */
  async *groups(size: number): AsyncGenerator<FileLine[]> {
    let group: FileLine[] = [];
    for await (const line of this.#lines()) {
      if (line.text?.trim() === '') continue;
      group.push(line);
      if (group.length < size) continue;
      yield group;
      group = [];
    }
    if (group.length > 0) yield group;
  }

  async *#lines(): AsyncGenerator<FileLine> {
    let number = 0;
    let begun: Buffer[] = [];
    let begunBytes = 0;
    const take = (end: Buffer): FileLine => {
      const isTooLong = begunBytes + end.length > MAX_LINE_BYTES;
      const bytes = isTooLong ? null : Buffer.concat([...begun, end]);
      begun = [];
      begunBytes = 0;
      number += 1;
      const text = bytes !== null && isUtf8(bytes) ? bytes.toString() : null;
      // A file may begin with a byte order mark.
      return { number, text: number === 1 ? (text?.replace(/^\uFEFF/, '') ?? null) : text };
    };
    for await (const piece of createReadStream(this.path, { highWaterMark: 256 * 1024 })) {
      const bytes = piece as Buffer;
      this.#digest.update(bytes);
      let start = 0;
      for (let end = bytes.indexOf(LINE_END); end !== -1; end = bytes.indexOf(LINE_END, start)) {
        yield take(bytes.subarray(start, end));
        start = end + 1;
      }
      // Of a line that is already too long, keep only the length.
      if (begunBytes <= MAX_LINE_BYTES) begun.push(bytes.subarray(start));
      begunBytes += bytes.length - start;
      this.#bytes += bytes.length;
    }
    if (begunBytes > 0) yield take(Buffer.alloc(0));
  }
}
