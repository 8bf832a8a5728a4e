import { Redis } from 'ioredis';

/** A database of its own: nothing else on this machine is counted in it. */
const DEFAULT_URL = 'redis://127.0.0.1:6379/9';

export interface RedisEnvironment {
  readonly url: string;
  close(): Promise<void>;
}

/** @returns null where no Redis answers at BENCH_REDIS_URL */
export async function openRedis(): Promise<RedisEnvironment | null> {
  const url = process.env['BENCH_REDIS_URL'] || DEFAULT_URL;
  const client = new Redis(url, { lazyConnect: true, connectTimeout: 3000, retryStrategy: () => null });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch {
    client.disconnect();
    return null;
  }
  // What somebody else keeps there is not ours to throw away; what we leave there ends within a day.
  const ours = (await client.dbsize()) === 0;
  return {
    url,
    close: async () => {
      if (ours) await client.flushdb();
      client.disconnect();
    },
  };
}
