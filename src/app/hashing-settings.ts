import { availableParallelism } from 'node:os';
import { DEFAULT_COST, type HashingCost, isStrongEnough } from '../credentials/passwords/hashing-cost.js';
import type { PasswordHasherConfig } from '../credentials/passwords/password-hasher.js';
import type { Environment } from './environment.js';

export interface HashingSettings extends PasswordHasherConfig {
  /** The size of the thread pool of Node.js, which hashes passwords. */
  readonly threads: number;
}

export function readHashing(environment: Environment): HashingSettings {
  const cost: HashingCost = {
    memoryKib: environment.integer('ARGON2_MEMORY_KIB', DEFAULT_COST.memoryKib, { min: 8, max: 4_194_304 }),
    timeCost: environment.integer('ARGON2_TIME_COST', DEFAULT_COST.timeCost, { min: 1, max: 100 }),
    parallelism: environment.integer('ARGON2_PARALLELISM', DEFAULT_COST.parallelism, { min: 1, max: 64 }),
  };
  if (!isStrongEnough(cost))
    environment.problems.push(
      'ARGON2_MEMORY_KIB and ARGON2_TIME_COST must be at least 19456 and 2, or 47104 and 1 (OWASP)',
    );
  return {
    cost,
    concurrency: environment.integer('HASH_CONCURRENCY', availableParallelism(), { min: 1, max: 1024 }),
    queueLimit: environment.integer('HASH_QUEUE_LIMIT', 128, { min: 0, max: 100_000 }),
    // Node.js reads the same variable, with the same default and maximum.
    threads: environment.integer('UV_THREADPOOL_SIZE', 4, { min: 1, max: 1024 }),
  };
}
