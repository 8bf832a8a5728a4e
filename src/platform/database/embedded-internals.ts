import type { PGlite } from '@electric-sql/pglite';
import type { NodeFS } from '@electric-sql/pglite/nodefs';

/** The two private methods of PGlite that the service calls ([decision 40](../../../docs/decisions/0040-what-is-used-inside-pglite.md)). */
export interface PgliteInternals {
  /** Resolves when PGlite is open. @throws if it is closed */
  ready(): Promise<void>;
  /** Waits for an open transaction to end, and lets none begin until the work is done. */
  outsideTransactions<T>(work: () => Promise<T>): Promise<T>;
}

export function internalsOf(pglite: PGlite): PgliteInternals {
  return {
    ready: () => pglite._checkReady(),
    outsideTransactions: (work) => pglite._runExclusiveTransaction(work),
  };
}

export interface FileNode {
  readonly name: string;
}

/** The file system that Emscripten makes of the files of Node.js, as far as the service uses it. */
export interface NodeFiles {
  /** Turns an error of Node.js into one that PostgreSQL understands. */
  tryFSOperation<T>(operation: () => T): T;
  realPath(node: FileNode): string;
  readonly node_ops: {
    mknod(parent: FileNode, name: string, mode: number, device: number): unknown;
    rename(node: FileNode, folder: FileNode, name: string): void;
  };
  readonly stream_ops: {
    write(
      stream: { readonly node: FileNode },
      buffer: Uint8Array,
      offset: number,
      length: number,
      position: number,
    ): number;
  };
}

type Started = Awaited<ReturnType<NodeFS['init']>>;

/** Changes the file system before PostgreSQL starts. */
export function withNodeFiles({ emscriptenOpts }: Started, change: (files: NodeFiles) => void): Started {
  const { preRun = [] } = emscriptenOpts;
  return { emscriptenOpts: { ...emscriptenOpts, preRun: [(mod) => change(mod.NODEFS), ...preRun] } };
}
