import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { ENTRY_BYTES, HEADER_BYTES, writeHeader } from './breach-file-format.js';

/** A SHA-1, and how often the password was seen. */
const LINE = /^([0-9A-Fa-f]{40}):(\d{1,15})$/;
const LINE_END = 0x0a;
/** Longer than any line. A file without line ends must not fill the memory. */
const MAX_LINE_BYTES = 256;
const BATCH_ENTRIES = 32_768;

export interface BreachListing {
  /** The published text form: one SHA-1 with its count a line, in the order of the hashes. */
  readonly from: string;
  readonly out: string;
  readonly minCount: number;
}

export interface MadeBreachFile {
  /** The passwords in the new file. */
  readonly count: number;
  /** The passwords that were seen less often than asked for. */
  readonly rare: number;
}

/** A line is not of the text form; the message ends the sentence "Line N …" and never quotes the line. */
export class ListingError extends Error {
  override readonly name = 'ListingError';
}

/**
 * Writes the file that a service searches, under another name until it is complete. It holds a few megabytes in
 * memory, whatever the length of the list.
 * @throws ListingError
 */
export async function makeBreachFile({ from, out, minCount }: BreachListing): Promise<MadeBreachFile> {
  const partial = `${out}.partial`;
  const file = await open(partial, 'w');
  try {
    const made = await writeEntries(file, linesOf(from), minCount);
    await file.write(writeHeader({ count: made.count, minCount }), 0, HEADER_BYTES, 0);
    await file.sync();
    await file.close();
    await rename(partial, out);
    return made;
  } catch (error) {
    await file.close();
    await rm(partial, { force: true });
    throw error;
  }
}

async function writeEntries(
  file: FileHandle,
  groups: AsyncIterable<readonly string[]>,
  minCount: number,
): Promise<MadeBreachFile> {
  const batch = Buffer.alloc(BATCH_ENTRIES * ENTRY_BYTES);
  let [count, rare, number, inBatch] = [0, 0, 0, 0];
  let [previous, written] = ['', ''];
  let position = HEADER_BYTES;
  const flush = async () => {
    await file.write(batch, 0, inBatch * ENTRY_BYTES, position);
    position += inBatch * ENTRY_BYTES;
    inBatch = 0;
  };
  for await (const lines of groups)
    for (const line of lines) {
      number += 1;
      const [, hash = '', seen = ''] = LINE.exec(line) ?? [];
      if (hash === '') throw new ListingError(`Line ${number} is not a SHA-1 with a count, such as ABC…:42.`);
      const entry = hash.slice(0, ENTRY_BYTES * 2).toUpperCase();
      if (entry < previous)
        throw new ListingError(`Line ${number} is not in order: sort the file by its hashes.`);
      previous = entry;
      if (Number(seen) < minCount) rare += 1;
      else if (entry !== written) {
        batch.write(entry, inBatch * ENTRY_BYTES, 'hex');
        written = entry;
        count += 1;
        inBatch += 1;
        if (inBatch === BATCH_ENTRIES) await flush();
      }
    }
  await flush();
  if (count === 0) throw new ListingError('The list has no password that was seen that often.');
  return { count, rare };
}

/** The lines of a file that are not blank, in groups. */
async function* linesOf(path: string): AsyncGenerator<string[]> {
  let begun = Buffer.alloc(0);
  for await (const piece of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const bytes = Buffer.concat([begun, piece as Buffer]);
    const end = bytes.lastIndexOf(LINE_END) + 1;
    begun = bytes.subarray(end);
    if (begun.length > MAX_LINE_BYTES) throw new ListingError('The list has a line that is too long.');
    yield withoutBlanks(bytes.toString('latin1', 0, end));
  }
  yield withoutBlanks(begun.toString('latin1'));
}

function withoutBlanks(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line !== '');
}
