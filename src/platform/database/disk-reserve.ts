import { closeSync, ftruncateSync, openSync, statSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemRandomness } from '../../core/randomness.js';

export const MIB = 1024 ** 2;
/** One segment of PostgreSQL's log, the largest file that it makes at once. */
const SEGMENT = 16 * MIB;
/** One segment for the statement that finds the disk full, and one for all that is under way and for the end. */
export const RESERVE = 2 * SEGMENT;
const FILE_MODE = 0o600;

/**
 * A file whose only purpose is its size: it is cut when the database needs room that the disk does not have. A file
 * holds its room against other programs, which a number that was read a moment ago does not.
 */
export class DiskReserve {
  readonly #path: string;

  constructor(folder: string) {
    this.#path = join(folder, 'reserve');
  }

  /** How many bytes it still lacks. */
  async missing(): Promise<number> {
    const { size } = await stat(this.#path).catch(() => ({ size: 0 }));
    return Math.max(RESERVE - size, 0);
  }

  /** Takes what it lacks. @throws when the disk has less, or a quota allows less */
  async fill(): Promise<void> {
    if ((await this.missing()) === 0) return;
    // Zeros would take no room on a disk that compresses. Appended, so that a cut meanwhile leaves no hole.
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
   * Gives one segment back to the disk, synchronously: PostgreSQL waits in the middle of a write.
   * @returns false when nothing is left
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
