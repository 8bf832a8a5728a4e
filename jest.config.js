/** @type {import('jest').Config} */
export default {
  testEnvironment: '<rootDir>/tests/support/runtime/environment.cjs',
  runtime: '<rootDir>/tests/support/runtime/runtime.cjs',
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/tests/drills/'],
  transform: {},
  // The packages that the build makes have the names of the ones that they are made from.
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  globalSetup: '<rootDir>/tests/support/global-setup.mjs',
  globalTeardown: '<rootDir>/tests/support/global-teardown.mjs',
  // Nothing takes so long but on a machine that does much else; what hangs is told all the same.
  testTimeout: 120_000,
  // One more than the processors of the checks: tests wait a third of their time, for databases and programs.
  maxWorkers: 3,
};
