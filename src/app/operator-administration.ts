import { systemClock } from '../core/clock.js';
import type { Log } from '../core/log.js';
import { systemRandomness } from '../core/randomness.js';
import { loadHashingEngine } from '../credentials/passwords/hashing-engine.js';
import type { OpenAdministration } from '../operator/users/users.context.js';
import type { Shell } from '../platform/command-line/shell.js';
import type { Mailer } from '../platform/mail/mailer.js';
import type { RedisConnection } from '../platform/rate-limits/redis-connection.js';
import { openBaseServices } from './base-services.js';
import type { Config } from './config.js';
import { Container } from './container.js';
import { notingErrors, originOf, withStorage } from './operator-context.js';

/** A command puts mails into the outbox alone. */
const noMailer: Mailer = {
  send: () => Promise.reject(new TypeError('A command sends no mail')),
  close: async () => {},
};

/**
 * Lets an operator decide as an administrator does, with the same events and the same mails, and without a server or
 * anything else that would have to be stopped. A running service, or the next one that starts, sends the mails.
 */
export function withAdministration<T>(
  shell: Shell,
  command: string,
  work: (open: OpenAdministration) => Promise<T>,
): Promise<T> {
  const log = notingErrors(shell);
  return withStorage(shell, log, async ({ config, storage }) => {
    const redis = await openRedis(config, log);
    try {
      const { given, handlers } = openBaseServices(config, {
        clock: systemClock,
        randomness: systemRandomness,
        log,
        database: storage.database,
        ...(await storage.secrets()),
        mailer: noMailer,
        hashingEngine: await loadHashingEngine(),
        redis,
      });
      const services = await new Container(given, handlers, config).get('administration', 'directory');
      return await work({ ...services, origin: originOf(command) });
    } finally {
      redis?.close();
    }
  });
}

/** A notice counts towards what its mailbox may be sent, wherever else that is counted. */
async function openRedis({ rateLimits, redisUrl }: Config, log: Log): Promise<RedisConnection | null> {
  if (!rateLimits || redisUrl === null) return null;
  const { RedisConnection } = await import('../platform/rate-limits/redis-connection.js');
  return RedisConnection.open(redisUrl, log);
}
