import { Administrators } from '../accounts/users/administrators.service.js';
import { ServiceKeyCreators } from '../accounts/users/service-key-creators.service.js';
import { Standing } from '../accounts/users/standing.service.js';
import { UserChanges } from '../accounts/users/user-changes.js';
import { Users } from '../accounts/users/users.service.js';
import { Administration } from '../admin/users/administration.service.js';
import { RefusedAttempts } from '../admin/users/refused-attempts.js';
import { UserDirectory } from '../admin/users/user-directory.service.js';
import { systemClock } from '../core/clock.js';
import type { Log } from '../core/log.js';
import { systemRandomness } from '../core/randomness.js';
import { KnownDevices } from '../credentials/known-devices/known-devices.service.js';
import { OneTimeTokens } from '../credentials/one-time-tokens/one-time-tokens.service.js';
import type { OpenAdministration } from '../operator/users/users.context.js';
import type { Shell } from '../platform/command-line/shell.js';
import type { RedisConnection } from '../platform/rate-limits/redis-connection.js';
import { Ledger } from '../rewards/ledger/ledger.service.js';
import { openSessions } from '../sessions/open-sessions.js';
import { openSigningKeys } from '../sessions/signing-keys/open-signing-keys.js';
import type { Config } from './config.js';
import { openFoundations } from './foundations.js';
import { notingErrors, type Opened, originOf, withStorage } from './operator-context.js';

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
      const edges = {
        clock: systemClock,
        randomness: systemRandomness,
        log,
        database: storage.database,
        ...(await storage.secrets()),
        redis,
      };
      return await work({ ...(await openAdministration(config, edges)), origin: originOf(command) });
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

async function openAdministration(
  config: Opened['config'],
  edges: Parameters<typeof openFoundations>[1],
): Promise<Omit<OpenAdministration, 'origin'>> {
  const { world, keys, outbox, limits: limit, audit } = openFoundations(config, edges);
  const signing = await openSigningKeys({ ...world, audit, keys }, config);
  const { sessions } = openSessions(
    { ...world, audit, accessKeys: signing.access.keyRing, refreshKeys: signing.refresh.keyRing },
    { ...config, issuer: config.publicUrl },
  );
  const users = new Users(world);
  const holders = [sessions, new OneTimeTokens(world), new KnownDevices(world), outbox];
  const administration = new Administration({
    ...world,
    audit,
    users,
    sessions,
    administrators: new Administrators(),
    standing: new Standing(),
    userChanges: new UserChanges({ users, holders }),
    ledger: new Ledger(world),
    keyCreators: new ServiceKeyCreators(),
    refusals: new RefusedAttempts({ audit, limit }),
  });
  return { administration, directory: new UserDirectory(world) };
}
