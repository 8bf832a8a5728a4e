import { Redis } from 'ioredis';
import { Duration } from '../../core/duration.js';

const PATIENCE = Duration.seconds(3);

export interface RedisInspection {
  readonly now: Date;
  /** What Redis does when its memory is full; null if it does not say. */
  readonly evictionPolicy: string | null;
}

/**
 * Asks Redis once, without a retry.
 * @throws if Redis does not answer
 */
export async function inspectRedis(url: string): Promise<RedisInspection> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE.milliseconds,
    commandTimeout: PATIENCE.milliseconds,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    // The default would keep the process running for two more seconds.
    disconnectTimeout: 50,
  });
  // Keep the cause: the client rejects with "Connection is closed." only.
  let failure: Error | undefined;
  client.on('error', (error) => {
    failure ??= error;
  });
  try {
    await client.connect();
    const [seconds, microseconds] = await client.time();
    const policy = /^maxmemory_policy:(\S+)/m.exec(await client.info('memory'))?.[1];
    return {
      now: new Date(Number(seconds) * 1000 + Number(microseconds) / 1000),
      evictionPolicy: policy ?? null,
    };
  } catch (error) {
    throw failure ?? error;
  } finally {
    client.disconnect();
  }
}
