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
import { notingErrors, requestMetaOf, withStorage } from './operator-context.js';

/** A command only adds mails to the outbox. */
const noMailer: Mailer = {
  send: () => Promise.reject(new TypeError('A command sends no mail')),
  close: async () => {},
};

/**
 * Lets a command of the operator act as an administrator, with the same events and mails. It starts no server
 * and no background work. The mails are sent by a running service, or by the next one that starts.
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
      const container = new Container(given, handlers, config);
      const services = await container.get(
        'administration',
        'directory',
        'factorEnrolment',
        'addressRelease',
      );
      return await work({ ...services, factorRules: config, requestMeta: requestMetaOf(command) });
    } finally {
      redis?.close();
    }
  });
}

/** Mails of a command count in the same limits as those of the service, so a shared Redis is used. */
async function openRedis({ rateLimits, redisUrl }: Config, log: Log): Promise<RedisConnection | null> {
  if (!rateLimits || redisUrl === null) return null;
  const { RedisConnection } = await import('../platform/rate-limits/redis-connection.js');
  return RedisConnection.open(redisUrl, log);
}
