import { readdirSync, readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import type { HashingCost } from './hashing-cost.js';
import type { HashingEngine } from './hashing-engine.js';

/** Enough for the main thread to go first; 19 measured no better than 10. */
const NICENESS = 10;
/** Long enough to tell a hashing thread from an idle one; little memory, since a pool may be large. */
const PROBE: HashingCost = { memoryKib: 1024, timeCost: 24, parallelism: 1 };
/**
 * Where the pool has more threads than the machine has CPUs, faster threads may take all jobs of a round.
 * Several rounds reach the others.
 */
const ROUNDS = 4;

/**
 * Lowers the priority of the hashing threads below the main thread. Measured with two hashes running without
 * pause on two CPUs beside a small HTTP server: p95 fell from 4.7 to 2.3 ms and p99 from 7.4 to 4.7 ms, at
 * the same hash rate. The pool's threads also read files and resolve names, which already wait behind hashes.
 *
 * Call it once at start, before requests arrive. It hashes on every thread of the pool to find their ids,
 * since Node 20 does not name them. A process cannot undo it.
 * @param poolSize the number of threads in the pool
 * @returns the number of threads lowered: 0 where the system is not Linux or does not allow it
 */
export async function lowerHashingThreads(engine: HashingEngine, poolSize: number): Promise<number> {
  if (process.platform !== 'linux' || !isMainThread) return 0;
  try {
    const workers = await threadsThatRan(poolSize, () => engine.hash('', PROBE));
    for (const threadId of workers) setPriority(threadId, NICENESS);
    return workers.length;
  } catch {
    return 0;
  }
}

/** Returns the threads, except the main one, that each did a real share of `poolSize` concurrent jobs. */
async function threadsThatRan(poolSize: number, job: () => Promise<unknown>): Promise<readonly number[]> {
  const fillPool = () => Promise.all(Array.from({ length: poolSize }, job));
  // The first round is not counted: the compiler and the garbage collector are still busy after loading.
  await fillPool();
  const before = nanosecondsByThread();
  let busiest: readonly number[] = [];
  for (let round = 0; round < ROUNDS && busiest.length < poolSize; round++) {
    await fillPool();
    busiest = busiestSince(before, poolSize);
  }
  return busiest;
}

function busiestSince(before: ReadonlyMap<number, number>, count: number): number[] {
  const spent = [...nanosecondsByThread()]
    .filter(([threadId]) => threadId !== process.pid)
    .map(([threadId, after]) => ({ threadId, nanoseconds: after - (before.get(threadId) ?? 0) }));
  const total = spent.reduce((sum, { nanoseconds }) => sum + nanoseconds, 0);
  return spent
    .filter(({ nanoseconds }) => nanoseconds > total / count / 2)
    .sort((one, other) => other.nanoseconds - one.nanoseconds)
    .slice(0, count)
    .map(({ threadId }) => threadId);
}

/** CPU time of each thread of this process in nanoseconds, from the kernel's scheduler statistics. */
function nanosecondsByThread(): Map<number, number> {
  const read = (id: string) => Number(readFileSync(`/proc/self/task/${id}/schedstat`, 'utf8').split(' ')[0]);
  return new Map(readdirSync('/proc/self/task').map((id) => [Number(id), read(id)]));
}
