import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { Duration } from '../../../src/core/duration.js';
import { withTimeout } from '../../../src/core/timeout.js';
import {
  internalsOf,
  type NodeFiles,
  withNodeFiles,
} from '../../../src/platform/database/embedded-internals.js';
import { pause } from '../../support/outcomes.js';

const CHANGED = 'PGlite has changed inside, so read docs/decisions/0040-what-is-used-inside-pglite.md:';

/** Fails with one sentence. */
function hold(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`${CHANGED} ${what}.`);
}

class WatchedFiles extends NodeFS {
  files: Partial<NodeFiles> = {};

  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    return withNodeFiles(await super.init(...args), (files) => {
      this.files = files;
    });
  }
}

let folder: string;
let watched: WatchedFiles;
let pglite: PGlite;
beforeAll(async () => {
  folder = await mkdtemp(join(process.env['LATCHKEY_TEST_FOLDER'] ?? tmpdir(), 'internals-'));
  watched = new WatchedFiles(join(folder, 'database'));
  pglite = await PGlite.create({ fs: watched });
});
afterAll(async () => {
  if (!pglite.closed) await pglite.close();
  await rm(folder, { recursive: true, force: true });
});

it('PGlite runs private work outside of transactions, one after the other', async () => {
  hold(
    typeof pglite._runExclusiveTransaction === 'function',
    '_runExclusiveTransaction, which keeps statements out of open transactions, is gone',
  );
  const steps: string[] = [];
  const { outsideTransactions } = internalsOf(pglite);
  const statement = (step: string) =>
    pglite.runExclusive(async () => {
      steps.push(step);
    });
  let end = () => {};
  const gate = new Promise<void>((resolve) => {
    end = resolve;
  });
  let alone: Promise<string> | undefined;
  const transaction = pglite.transaction(async (tx) => {
    alone = outsideTransactions(async () => {
      await statement('alone');
      return 'result';
    });
    await tx.query('SELECT 1');
    await gate;
    steps.push('transaction');
  });
  await pause(50);
  end();
  await transaction;
  const result = await withTimeout(alone ?? Promise.resolve(''), Duration.seconds(5), () => 'hangs');
  hold(
    result === 'result' && steps.join() === 'transaction,alone',
    '_runExclusiveTransaction does not wait for an open transaction, or hangs, or drops the result',
  );
});

it('PGlite hands over the file system before it starts', () => {
  const { files } = watched;
  const parts = [
    ['tryFSOperation', files.tryFSOperation],
    ['realPath', files.realPath],
    ['node_ops.mknod', files.node_ops?.mknod],
    ['node_ops.rename', files.node_ops?.rename],
    ['stream_ops.write', files.stream_ops?.write],
  ] as const;
  const missing = parts.filter(([, part]) => typeof part !== 'function').map(([name]) => name);
  hold(missing.length === 0, `the file system that preRun finds in NODEFS lacks ${missing.join(', ')}`);
});

it('PGlite tells whether it is ready', async () => {
  hold(typeof pglite._checkReady === 'function', '_checkReady, which waits for the start, is gone');
  const { ready } = internalsOf(pglite);
  await ready();
  await pglite.close();
  const isRefused = await ready().then(
    () => false,
    () => true,
  );
  hold(isRefused, '_checkReady accepts a database that is closed');
});
