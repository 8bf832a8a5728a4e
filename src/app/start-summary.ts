import { readPostgresqlUrl } from '../platform/database/postgresql-url.js';
import type { Config } from './config.js';
import { VERSION } from './version.js';

/** The environment of an instance, for the log. It names servers, but neither users nor passwords. */
export function startSummary(config: Config, publicUrl: string) {
  return {
    version: VERSION,
    publicUrl,
    serviceName: config.serviceName,
    database: databaseOf(config),
    mail: config.smtp === null ? 'files' : `${config.smtp.host}:${config.smtp.port}`,
    redis: config.rateLimits && config.redisUrl !== null ? new URL(config.redisUrl).host : null,
    limits: limitsOf(config),
    hashingWorkers: config.hashing.concurrency,
  };
}

function databaseOf({ storage }: Config): string {
  if (storage.kind === 'embedded') return `embedded in ${storage.dataDir}`;
  const address = readPostgresqlUrl(storage.url);
  const server = 'value' in address ? address.value.server : '';
  return `PostgreSQL at ${server}${storage.pooler === 'transaction' ? ' behind a pooler' : ''}`;
}

function limitsOf({ rateLimits, redisUrl }: Config): string {
  if (!rateLimits) return 'off';
  return redisUrl === null ? 'counted by each instance' : 'counted in Redis';
}
