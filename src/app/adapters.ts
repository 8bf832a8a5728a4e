import path from 'node:path';
import { systemClock } from '../core/clock.js';
import type { Log } from '../core/log.js';
import { systemRandomness } from '../core/randomness.js';
import { loadHashingEngine } from '../credentials/passwords/hashing-engine.js';
import { lowerHashingThreads } from '../credentials/passwords/hashing-threads.js';
import { FileMailer } from '../platform/mail/file-mailer.js';
import type { Mailer } from '../platform/mail/mailer.js';
import { SmtpMailer } from '../platform/mail/smtp-mailer.js';
import { RedisConnection } from '../platform/rate-limits/redis-connection.js';
import type { Adapters } from './base-services.js';
import type { Config } from './config.js';
import { openStorage } from './storage.js';

/** Opens the real adapters of a running service. `close` releases them. */
export async function openAdapters(
  config: Config,
  log: Log,
): Promise<{ adapters: Adapters; close(): Promise<void> }> {
  const storage = await openStorage(config, log);
  const mailer = createMailer(config, log);
  const redis =
    config.rateLimits && config.redisUrl !== null ? await RedisConnection.open(config.redisUrl, log) : null;
  const close = async () => {
    await mailer.close();
    redis?.close();
    await storage.close();
  };
  const hashingEngine = await loadHashingEngine();
  await lowerHashingThreads(config.hashing.threads);
  return {
    adapters: {
      clock: systemClock,
      randomness: systemRandomness,
      log,
      database: storage.database,
      ...(await storage.secrets()),
      mailer,
      hashingEngine,
      redis,
    },
    close,
  };
}

function createMailer({ smtp, mailFrom, dataDir }: Config, log: Log): Mailer {
  if (smtp !== null) return new SmtpMailer({ server: smtp, from: mailFrom });
  return new FileMailer({
    folder: path.join(dataDir, 'mail'),
    from: mailFrom,
    clock: systemClock,
    randomness: systemRandomness,
    log,
  });
}
