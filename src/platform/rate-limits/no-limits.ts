import { LIMITS } from './rules.js';

/** `RATE_LIMITS=off`, for benchmarks and tests: everything may be tried as often as anybody likes. */
export const noLimits = {
  /** A mutation without a limit does not start here either: it would not start where it counts. */
  knows: (operation: string): boolean => Object.hasOwn(LIMITS, operation),
  begin: async () => ({ settle: async () => undefined }),
  allows: async () => true,
  forgive: async () => undefined,
};
