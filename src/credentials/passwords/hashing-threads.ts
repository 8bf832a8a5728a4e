import { readdirSync, readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import type { HashingCost } from './hashing-cost.js';
import type { HashingEngine } from './hashing-engine.js';

/** Enough to yield whenever the main thread wants the processor; 19 measured no better than 10. */
const NICENESS = 10;
/** Long enough to tell a thread that hashes from one that does not; in little memory, for a pool may have many threads. */
const PROBE: HashingCost = { memoryKib: 1024, timeCost: 24, parallelism: 1 };
/** Where threads outnumber processors, some take no share of a round: the others are faster. */
const ROUNDS = 4;

/**
 * Lets the main thread go before the threads that hash. Two hashes running without pause on two processors,
 * a small HTTP server beside them: its p95 fell from 4.7 to 2.3 ms and its p99 from 7.4 to 4.7 ms, at the
 * same rate of hashes. The pool's threads also read files and resolve names, which already wait behind the hashes.
 * Call it once, at start, before requests come: it hashes on every thread of the pool to see which threads those are,
 * since Node 20 does not name them. A process cannot take it back.
 * @param poolSize how many threads the pool has
 * @returns how many threads were lowered: 0 where the system is not Linux or does not allow it
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

/** The threads, other than the main one, that each took a real share of `poolSize` jobs run at once. */
async function threadsThatRan(poolSize: number, job: () => Promise<unknown>): Promise<readonly number[]> {
  const fillPool = () => Promise.all(Array.from({ length: poolSize }, job));
  // A first round, not counted: it outlasts what the compiler and the garbage collector still do from loading.
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

/** Processor time of each thread of this process, from the kernel's scheduler statistics. */
function nanosecondsByThread(): Map<number, number> {
  const read = (id: string) => Number(readFileSync(`/proc/self/task/${id}/schedstat`, 'utf8').split(' ')[0]);
  return new Map(readdirSync('/proc/self/task').map((id) => [Number(id), read(id)]));
}
