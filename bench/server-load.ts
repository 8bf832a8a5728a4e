import { type Client, closedLoop, type Open } from './load.js';
import type { ServerProcess } from './server-process.js';
import { median } from './statistics.js';

const WARM_UP_LIMIT_MS = 30_000;

/** The load of all clients on one server, and what the server spent on it. */
export interface Load {
  /** @returns how many answers came a second */
  run(ms: number): Promise<number>;
  /** Lets go of what was spent so far. */
  forget(): void;
  processorMsPerRequest(): number | null;
}

export function loadOn(server: ServerProcess, clients: readonly Client[], open?: Open): Load {
  let spent: number[] = [];
  return {
    async run(ms) {
      const before = server.processorMs();
      const rate = await closedLoop(server.port, clients, ms, open);
      const after = server.processorMs();
      const requests = (rate * ms) / 1000;
      if (before !== null && after !== null) spent.push((after - before) / requests);
      return rate;
    },
    forget: () => {
      spent = [];
    },
    processorMsPerRequest: () => (spent.length === 0 ? null : median(spent)),
  };
}

/** Counted in requests: a slow server needs as many as a fast one, and so more time. */
export async function warmUp(load: Load, requests: number): Promise<void> {
  const endsAt = performance.now() + WARM_UP_LIMIT_MS;
  for (let made = 0; made < requests && performance.now() < endsAt; ) made += await load.run(1000);
  load.forget();
}
