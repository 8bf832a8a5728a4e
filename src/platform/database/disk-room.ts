import { statfs } from 'node:fs/promises';
import { Duration } from '../../core/duration.js';
import { StartupError } from '../../core/errors.js';
import { describeFailure } from '../../core/failure.js';
import type { Log } from '../../core/log.js';
import { Periodic } from '../../core/periodic.js';
import { DiskReserve, MIB } from './disk-reserve.js';

/** Below this free room, without the reserve, writes are refused. */
const LEAST = 32 * MIB;
/** From this free room on, writes are accepted again. It is larger, so that the state does not flip every second. */
const ENOUGH = 48 * MIB;
/** Below this free room, the database removes the parts of its log that it no longer needs. */
const SPARING = 64 * MIB;
const CHECK_INTERVAL = Duration.seconds(1);

/** The bytes that this process may still write to the disk of a folder. */
export type FreeBytes = (folder: string) => Promise<number>;

/** The disk is full. The message is for the operator; clients get SERVICE_UNAVAILABLE. */
export class DiskFull extends StartupError {
  /** The reason that `/readyz` gives. */
  readonly reason = 'disk full';
}

/**
 * Watches the disk of the embedded database. Without room for its log PostgreSQL cannot continue, and inside this
 * process it would spin for ever. So writes are refused while some room is left. A reserve covers the time between two
 * checks, in which another program may fill the disk.
 */
export class DiskRoom {
  #isFull = false;
  #wasSparing = false;
  readonly #looks = new Periodic({
    pause: () => CHECK_INTERVAL,
    round: () => this.#look(),
    failed: (error) => this.log.error({ failure: describeFailure(error) }, 'free disk space not readable'),
  });
  #makeRoom = async (): Promise<unknown> => undefined;

  private constructor(
    readonly folder: string,
    private readonly log: Pick<Log, 'info' | 'error'>,
    private readonly freeBytes: FreeBytes,
    private readonly reserve: DiskReserve,
  ) {}

  /** @throws DiskFull if the disk has too little room to start */
  static async open(folder: string, log: Log, freeBytes: FreeBytes = freeBytesOf): Promise<DiskRoom> {
    const reserve = new DiskReserve(folder);
    const room = new DiskRoom(folder, log, freeBytes, reserve);
    const missing = await reserve.missing();
    await room.require(missing);
    await reserve.fill().catch(() => {
      throw room.#tooLittle(missing + LEAST);
    });
    return room;
  }

  /** Whether writes are refused. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** @throws DiskFull if this many bytes more would leave too little room */
  async require(bytes: number): Promise<void> {
    if ((await this.freeBytes(this.folder)) < bytes + LEAST) throw this.#tooLittle(bytes + LEAST);
  }

  /** @throws DiskFull while writes are refused */
  check(): void {
    if (this.#isFull)
      throw new DiskFull(
        `The disk that holds ${this.folder} is full: nothing is written until it has ${inMib(ENOUGH)} MiB free.`,
      );
  }

  /** @param makeRoom lets the database remove what it no longer needs */
  watch(makeRoom: () => Promise<unknown>): void {
    this.#makeRoom = makeRoom;
    this.#looks.start();
  }

  /** A write found no room, so no other write may begin. */
  foundFull(): void {
    if (this.#isFull) return;
    this.#isFull = true;
    this.log.error({ folder: this.folder }, 'disk full, writes refused');
  }

  /** Frees the reserve for a write that must not fail. @returns whether there is room now */
  giveReserve(): boolean {
    this.foundFull();
    return this.reserve.give();
  }

  close(): Promise<void> {
    return this.#looks.stop();
  }

  async #look(): Promise<void> {
    const free = await this.freeBytes(this.folder);
    const wasFull = this.#isFull;
    if (free < LEAST) this.foundFull();
    const isSparing = free < SPARING;
    if ((isSparing && !this.#wasSparing) || (this.#isFull && !wasFull)) await this.#makeRoom();
    this.#wasSparing = isSparing;
    if (this.#isFull) await this.#recover();
  }

  async #recover(): Promise<void> {
    const missing = await this.reserve.missing();
    if ((await this.freeBytes(this.folder)) < missing + ENOUGH) return;
    try {
      await this.reserve.fill();
    } catch {
      // The disk has free room but not for this user: this is the only sign of a quota.
      return;
    }
    this.#isFull = false;
    this.log.info({ folder: this.folder }, 'disk has room again, writes accepted');
  }

  #tooLittle(needed: number): DiskFull {
    return new DiskFull(
      `The disk that holds ${this.folder} is too full: ${inMib(needed)} MiB must be free there. Make room and try again.`,
    );
  }
}

const freeBytesOf: FreeBytes = async (folder) => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

function inMib(bytes: number): number {
  return Math.ceil(bytes / MIB);
}
