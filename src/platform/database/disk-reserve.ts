import { closeSync, ftruncateSync, openSync, statSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemRandomness } from '../../core/randomness.js';

export const MIB = 1024 ** 2;
/** One segment of PostgreSQL's write-ahead log, the largest file that it creates at once. */
const SEGMENT = 16 * MIB;
/**
 * One segment for the statement that finds the disk full, and one for all running statements and the
 * shutdown.
 */
export const RESERVE = 2 * SEGMENT;
const FILE_MODE = 0o600;

/**
 * A file that only takes up space. It is truncated when the database needs space that the disk lacks. Unlike
 * an earlier measurement of free space, a file holds the space against other programs (decision 36).
 */
export class DiskReserve {
  readonly #path: string;

  constructor(folder: string) {
    this.#path = join(folder, 'reserve');
  }

  /** The number of bytes that the file lacks. */
  async missing(): Promise<number> {
    const { size } = await stat(this.#path).catch(() => ({ size: 0 }));
    return Math.max(RESERVE - size, 0);
  }

  /** Fills the file. @throws if the disk has too little space, or a quota allows too little */
  async fill(): Promise<void> {
    if ((await this.missing()) === 0) return;
    // Random bytes, because zeros take no space on a disk that compresses. They are appended, so that a
    // truncation meanwhile leaves no hole.
    const block = systemRandomness.bytes(MIB);
    const file = await open(this.#path, 'a', FILE_MODE);
    try {
      for (let left = await this.missing(); left > 0; left = await this.missing())
        await file.appendFile(block.subarray(0, left));
    } finally {
      await file.close();
    }
  }

  /**
   * Gives one segment back to the disk. It is synchronous, because PostgreSQL waits in the middle of a write.
   * @returns false if nothing is left
   */
  give(): boolean {
    try {
      const { size } = statSync(this.#path);
      if (size === 0) return false;
      const file = openSync(this.#path, 'r+');
      try {
        ftruncateSync(file, Math.max(size - SEGMENT, 0));
      } finally {
        closeSync(file);
      }
      return true;
    } catch {
      return false;
    }
  }
}
