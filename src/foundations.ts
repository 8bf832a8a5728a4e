import type { Config } from './config.js';
import type { Clock } from './core/clock.js';
import type { Log } from './core/log.js';
import type { Randomness } from './core/randomness.js';
import { deriveKeys } from './core/secret-box.js';
import type { OpenDatabase } from './database/open.js';
import { AuditTrail } from './events/audit-trail.service.js';
import { LogSink } from './events/log-sink.js';
import { createTranslator } from './languages/translator.js';
import { MailAllowance } from './mail/mail-allowance.js';
import type { Mailer } from './mail/mailer.js';
import { Outbox } from './mail/outbox.service.js';
import { SecurityNotices } from './notices/security-notices.js';
import type { HashingEngine } from './passwords/hashing-engine.js';
import { noLimits } from './rate-limits/no-limits.js';
import { RateLimits } from './rate-limits/rate-limits.js';
import type { RedisConnection } from './rate-limits/redis-connection.js';
import { Administrators } from './users/administrators.service.js';

/** Where the service meets the world. A test hands in its own clock, its own mailer, its own database. */
export interface Edges {
  clock: Clock;
  randomness: Randomness;
  log: Log;
  database: OpenDatabase;
  authSecret: Buffer;
  /** Opens what was sealed before AUTH_SECRET was rotated. */
  previousAuthSecret?: Buffer | null;
  mailer: Mailer;
  hashingEngine: HashingEngine;
  /** What instances share to count together; without it each counts alone. */
  redis?: RedisConnection | null;
}

/** What every capability stands on: the world, keys, languages, limits, and what is written with each change. */
export function openFoundations(config: Config, edges: Edges) {
  const { clock, randomness, log } = edges;
  const database = edges.database.client;
  const world = { database, clock, randomness, log };
  const keys = deriveKeys(edges.authSecret, randomness, edges.previousAuthSecret);
  const translator = createTranslator();
  const limits = config.rateLimits
    ? new RateLimits(
        {
          clock,
          log,
          names: keys.rateLimits,
          redis: edges.redis ?? null,
          refused: (limited) => audit.recordBeside({ type: 'rate_limited', ...limited }),
        },
        config.limits,
      )
    : noLimits;
  const allowance = new MailAllowance({ limit: limits, log });
  const outbox = new Outbox({ clock, randomness, box: keys.outbox, allowance });
  const notices = new SecurityNotices({ clock, limit: limits, outbox, administrators: new Administrators() });
  const audit = new AuditTrail({
    ...world,
    sinks: [new LogSink({ log })],
    companions: [notices],
    committed: (tx) => outbox.committed(tx),
  });
  return { world, keys, translator, outbox, limits, audit };
}
