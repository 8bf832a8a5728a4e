/** `RATE_LIMITS=off`, for benchmarks and tests: no operation has a limit. */
export const noLimits = {
  begin: async () => ({ settle: async () => undefined }),
  allows: async () => true,
  forgive: async () => undefined,
};
