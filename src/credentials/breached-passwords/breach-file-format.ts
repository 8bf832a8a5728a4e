import { createHash } from 'node:crypto';

/**
 * The list of stolen passwords that a service searches on its own disk: a header, and then the first 8 bytes of the
 * SHA-1 of each password, in order, without repetitions. Among 10⁹ entries, 8 bytes match another password once in
 * 10¹⁰ times.
 */
export const ENTRY_BYTES = 8;
export const HEADER_BYTES = 64;

const MAGIC = Buffer.from('LATCHKEY-BREACHES');
const VERSION = 1;
const [VERSION_AT, MIN_COUNT_AT, COUNT_AT] = [24, 28, 32];

export interface BreachFileHeader {
  /** The number of entries. */
  readonly count: number;
  /** How often a password was seen at least, to be in the list. */
  readonly minCount: number;
}

export function writeHeader({ count, minCount }: BreachFileHeader): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  header.writeUInt32BE(VERSION, VERSION_AT);
  header.writeUInt32BE(minCount, MIN_COUNT_AT);
  header.writeBigUInt64BE(BigInt(count), COUNT_AT);
  return header;
}

/** @returns null if the bytes are not the header of a list of this version */
export function readHeader(header: Buffer): BreachFileHeader | null {
  if (header.length !== HEADER_BYTES || !header.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  if (header.readUInt32BE(VERSION_AT) !== VERSION) return null;
  return { count: Number(header.readBigUInt64BE(COUNT_AT)), minCount: header.readUInt32BE(MIN_COUNT_AT) };
}

/** The algorithm of the published lists. It protects nothing here. */
export function sha1Of(password: string): Buffer {
  return createHash('sha1').update(password).digest();
}
