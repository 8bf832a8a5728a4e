import { writeFileSync, writeSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import type { DiskRoom } from './disk-room.js';
import { type NodeFiles, withNodeFiles } from './embedded-internals.js';

/** How Emscripten numbers ENOSPC and EDQUOT. */
const NO_ROOM: ReadonlySet<unknown> = new Set([51, 19]);
/** EIO and EROFS: a failing disk, or one that the system has made read-only. */
const BROKEN: ReadonlySet<unknown> = new Set([29, 69]);

/** A table, an index or a temporary file. If it cannot grow, PostgreSQL refuses the statement and continues. */
const MAY_FAIL = /^base\/(\d+\/\d+(_\w+)?(\.\d+)?$|pgsql_tmp\/)/;

/** S_IFDIR among the bits of a mode. */
const isFolder = (mode: number) => (mode & 0o170000) === 0o040000;

/**
 * The files of the embedded PostgreSQL. If it cannot write its log, PostgreSQL ends the server, and its rest in this
 * process then spins at the next call. So a failed write of the log gets the reserve and is tried once more. If the
 * reserve is used up, the process ends, as a separate server would.
 */
export class EmbeddedFiles extends NodeFS {
  constructor(
    path: string,
    private readonly room: DiskRoom,
  ) {
    super(path);
  }

  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    return withNodeFiles(await super.init(...args), (files) => this.#guard(files));
  }

  #guard(files: NodeFiles): void {
    const { node_ops: nodes, stream_ops: streams } = files;
    const { mknod, rename } = nodes;
    const { write } = streams;
    streams.write = (stream, ...rest) =>
      this.#withRoom(
        () => files.realPath(stream.node),
        () => write(stream, ...rest),
      );
    nodes.rename = (...args) =>
      this.#withRoom(
        () => files.realPath(args[0]),
        () => rename(...args),
      );
    nodes.mknod = (parent, name, mode, device) => {
      const path = join(files.realPath(parent), name);
      // Emscripten remembers a file even if its creation failed.
      if (!isFolder(mode))
        this.#withRoom(
          () => path,
          () => files.tryFSOperation(() => writeFileSync(path, '', { mode })),
        );
      return mknod(parent, name, mode, device);
    };
  }

  #withRoom<T>(path: () => string, operation: () => T): T {
    for (;;) {
      try {
        return operation();
      } catch (error) {
        const name = relative(this.rootDir, path()).split(sep).join('/');
        const { errno } = error as { errno?: unknown };
        const noRoom = NO_ROOM.has(errno);
        if (noRoom && MAY_FAIL.test(name)) this.room.foundFull();
        if (MAY_FAIL.test(name) || !(noRoom || BROKEN.has(errno))) throw error;
        if (!noRoom || !this.room.giveReserve()) endProcess(join(this.rootDir, name), noRoom);
      }
    }
  }
}

/** No acknowledged write is lost: the next start reads it from the log, as after a crash. */
function endProcess(path: string, noRoom: boolean): never {
  const why = noRoom ? 'the disk is full' : 'the disk refuses writes';
  try {
    writeSync(
      2,
      `Latchkey stops: ${path} cannot be written because ${why}. Repair the disk and start Latchkey again.\n`,
    );
  } finally {
    process.exit(1);
  }
}
