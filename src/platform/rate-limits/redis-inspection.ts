import { Redis } from 'ioredis';
import { Duration } from '../../core/duration.js';

const PATIENCE = Duration.seconds(3);

export interface RedisInspection {
  readonly now: Date;
  /** What it does when its memory is full; null where it does not tell. */
  readonly evictionPolicy: string | null;
}

/** Asks once, without a second try. @throws when it does not answer */
export async function inspectRedis(url: string): Promise<RedisInspection> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE.milliseconds,
    commandTimeout: PATIENCE.milliseconds,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    // What would otherwise keep the process for two seconds more.
    disconnectTimeout: 50,
  });
  // What went wrong: the client rejects with "Connection is closed." alone.
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
