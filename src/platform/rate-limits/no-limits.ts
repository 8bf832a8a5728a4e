/** `RATE_LIMITS=off`, for benchmarks and tests: everything may be tried as often as anybody likes. */
export const noLimits = {
  begin: async () => ({ settle: async () => undefined }),
  allows: async () => true,
  forgive: async () => undefined,
};
