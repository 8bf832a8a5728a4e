import { SecurityNotices } from '../accounts/notifications/security-notices.js';
import { Administrators } from '../accounts/users/administrators.service.js';
import type { Clock } from '../core/clock.js';
import type { Log } from '../core/log.js';
import type { Randomness } from '../core/randomness.js';
import { deriveKeys } from '../core/secret-box.js';
import type { HashingEngine } from '../credentials/passwords/hashing-engine.js';
import { AuditTrail } from '../platform/audit/audit-trail.service.js';
import { LogSink } from '../platform/audit/log-sink.js';
import type { OpenDatabase } from '../platform/database/open.js';
import { createTranslator } from '../platform/i18n/translator.js';
import { MailAllowance } from '../platform/mail/mail-allowance.js';
import type { Mailer } from '../platform/mail/mailer.js';
import { Outbox } from '../platform/mail/outbox.service.js';
import { noLimits } from '../platform/rate-limits/no-limits.js';
import { RateLimits } from '../platform/rate-limits/rate-limits.js';
import type { RedisConnection } from '../platform/rate-limits/redis-connection.js';
import type { Config } from './config.js';

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
export function openFoundations(config: Config, edges: Omit<Edges, 'mailer' | 'hashingEngine'>) {
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
