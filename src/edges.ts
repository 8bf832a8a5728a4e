import path from 'node:path';
import type { Edges } from './compose.js';
import type { Config } from './config.js';
import { systemClock } from './core/clock.js';
import { StartupError } from './core/errors.js';
import type { Log } from './core/log.js';
import { systemRandomness } from './core/randomness.js';
import { DataFolder } from './database/data-folder.js';
import { openDatabase } from './database/open.js';
import { FileMailer } from './mail/file-mailer.js';
import type { Mailer } from './mail/mailer.js';
import { SmtpMailer } from './mail/smtp-mailer.js';
import { loadHashingEngine } from './passwords/hashing-engine.js';
import { lowerHashingThreads } from './passwords/hashing-threads.js';
import { RedisConnection } from './rate-limits/redis-connection.js';

/** The real edges of a running service, and how to let go of them. */
export async function openEdges(config: Config, log: Log): Promise<{ edges: Edges; close(): Promise<void> }> {
  const folder =
    config.storage.kind === 'embedded' ? await DataFolder.open(config.dataDir, systemRandomness) : null;
  const authSecret = config.authSecret ?? (await folder?.readOrCreateSecret());
  if (authSecret === undefined) throw new StartupError('AUTH_SECRET must be set with DATABASE_URL.');
  const database = await openDatabase(config.storage, log);
  const mailer = createMailer(config, log);
  const redis =
    config.rateLimits && config.redisUrl !== null ? await RedisConnection.open(config.redisUrl, log) : null;
  const close = async () => {
    await mailer.close();
    redis?.close();
    await database.close();
    await folder?.close();
  };
  const hashingEngine = await loadHashingEngine();
  await lowerHashingThreads(hashingEngine, config.hashing.cost);
  return {
    edges: {
      clock: systemClock,
      randomness: systemRandomness,
      log,
      database,
      authSecret,
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
