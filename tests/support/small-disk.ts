import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder } from './database.js';

export const MIB = 1024 ** 2;

/** A disk of its own, in memory, that other tests do not share: a test fills it and makes room on it. */
export class SmallDisk {
  readonly folder = newFolder();
  /** Where the service keeps its data on it. */
  readonly dataDir = join(this.folder, 'data');
  readonly #filler = join(this.folder, 'filler');

  constructor(mebibytes: number) {
    mkdirSync(this.folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', this.folder]);
  }

  get free(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }

  /** Copies a data folder that was prepared elsewhere. */
  bring(dataDir: string): void {
    execFileSync('cp', ['-a', dataDir, this.dataDir]);
  }

  /** Another program fills the disk, at once, until so many bytes are left. */
  leave(bytes: number): void {
    const room = this.free - bytes;
    if (room <= 0) return;
    try {
      writeFileSync(this.#filler, Buffer.alloc(room), { flag: 'a' });
    } catch (error) {
      // Who else writes was faster.
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }

  makeRoom(): void {
    rmSync(this.#filler, { force: true });
  }

  remove(): void {
    execFileSync('umount', ['--lazy', this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** `describe` where a disk can be mounted; elsewhere the run says that the tests are skipped. */
export function describeWithDisks(): typeof describe {
  const folder = newFolder();
  mkdirSync(folder);
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status === 0;
  if (isMounted) {
    execFileSync('umount', [folder]);
    return describe;
  }
  process.stderr.write('Skipped: a small disk can be mounted by root alone, on Linux\n');
  return describe.skip as typeof describe;
}
