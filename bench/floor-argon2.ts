import { availableParallelism } from 'node:os';

/** Asks this process to verify for so long; it answers with how many verifications it made a second. */
export interface VerifyOrder {
  readonly engine: Engine;
  readonly ms: number;
}

export type Engine = '@node-rs/argon2' | 'argon2';

/** What the service hashes at, and how many at once, when nothing else is configured. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const CONCURRENCY = availableParallelism();
const PASSWORD = Buffer.from('Password123!');

process.on('message', async ({ engine, ms }: VerifyOrder) => {
  process.send?.(await rateOf(engine, ms));
});

/** Verifications without a service around them: no request, no query, no token. */
async function rateOf(engine: Engine, ms: number): Promise<number> {
  const { hash, verify } = await import(engine);
  const phc = await hash(PASSWORD, COST);
  const startedAt = performance.now();
  let made = 0;
  const keepVerifying = async () => {
    while (performance.now() < startedAt + ms) {
      if (!(await verify(phc, PASSWORD))) throw new Error(`${engine} refuses its own hash`);
      made += 1;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, keepVerifying));
  return made / ((performance.now() - startedAt) / 1000);
}
