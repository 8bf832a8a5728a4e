import path from 'node:path';
import { isUnescaped, UNESCAPED } from '../core/address-escapes.js';
import { StartupError } from '../core/errors.js';
import type { Storage } from '../platform/database/open.js';
import { readPostgresqlUrl } from '../platform/database/postgresql-url.js';
import { parseRedisUrl } from '../platform/rate-limits/redis-url.js';
import { Environment, invalid, type Variables } from './environment.js';

/** The storage: PostgreSQL if DATABASE_URL is set, otherwise an embedded database in the data folder. */
export function readStorage(environment: Environment): Storage {
  const dataDir = readDataDir(environment);
  const pooler = environment.oneOf('DATABASE_POOLER', 'none', ['none', 'transaction'] as const);
  return environment.parsed<Storage>('DATABASE_URL', { kind: 'embedded', dataDir }, (text) => {
    const reading = readPostgresqlUrl(text);
    if ('problem' in reading) return reading;
    const { unread } = reading.value;
    return {
      value: { kind: 'postgresql', url: text, pooler },
      ...(unread.length > 0 && {
        warning: `has parameters that Latchkey does not read: ${unread.join(', ')}`,
      }),
    };
  });
}

export function readDataDir(environment: Environment): string {
  return path.resolve(environment.text('DATA_DIR', './data'));
}

/**
 * Reads only the address of the database, because a migration needs no other setting.
 * @throws StartupError that lists every problem, or if DATABASE_URL is not set
 */
export function readDatabaseUrl(variables: Variables): string {
  const environment = new Environment(variables);
  const storage = readStorage(environment);
  if (environment.problems.length > 0) throw invalid(environment.problems);
  if (storage.kind === 'embedded')
    throw new StartupError('DATABASE_URL is not set; an embedded database migrates itself at start.');
  return storage.url;
}

export function readRedisUrl(environment: Environment): string | null {
  return environment.parsed<string | null>('REDIS_URL', null, (text) => {
    if (/^rediss?:\/\//.test(text) && isUnescaped(text)) return { problem: UNESCAPED };
    return parseRedisUrl(text);
  });
}
