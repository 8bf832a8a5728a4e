import type { Storage } from '../platform/database/open.js';
import { parseAuthSecret } from './auth-secret.js';
import type { Environment } from './environment.js';

/** Reads the secret of the service, and the one before its rotation. */
export function readAuthSecrets(environment: Environment, storage: Storage) {
  const read = (name: string) =>
    environment.parsed<Buffer | null>(name, null, (text) => {
      const value = parseAuthSecret(text);
      return value === null
        ? {
            problem: 'must be at least 32 random bytes as hex or base64; make one with: openssl rand -hex 32',
          }
        : { value };
    });
  const [authSecret, previousAuthSecret] = [read('AUTH_SECRET'), read('AUTH_SECRET_PREVIOUS')];
  const hasProblem = (name: string) => environment.problems.some((p) => p.startsWith(`${name} `));
  // An invalid DATABASE_URL counts as PostgreSQL, so that both problems are listed at once.
  const isPostgresql = storage.kind === 'postgresql' || hasProblem('DATABASE_URL');
  if (isPostgresql && authSecret === null && !hasProblem('AUTH_SECRET'))
    environment.problems.push(
      'AUTH_SECRET must be set with DATABASE_URL; make one with: openssl rand -hex 32',
    );
  if (previousAuthSecret !== null && (authSecret === null || authSecret.equals(previousAuthSecret)))
    environment.problems.push('AUTH_SECRET_PREVIOUS must be another secret, beside AUTH_SECRET');
  return { authSecret, previousAuthSecret };
}
