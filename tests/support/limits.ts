import { LIMITS as DECLARED } from '../../src/app/registers.js';
import type { Limit } from '../../src/platform/rate-limits/rules.js';

interface Rule {
  readonly address: readonly [Limit, Limit];
  readonly subject: readonly [Limit, Limit];
  readonly knownDevice: readonly [Limit, Limit, Limit];
}

/** The limits that the service declares, typed for the operations that tests try until they are refused. */
export const LIMITS = DECLARED as unknown as Readonly<Record<'login' | 'register' | 'changePassword', Rule>>;
