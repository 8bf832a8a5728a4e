import config from './jest.config.js';

/**
 * Drills take the service through a whole incident, such as a rolling restart behind a proxy or half a minute without
 * commits. They take minutes and need programs of the machine, so they run in the continuous checks and by
 * `npm run test:drills`, not in `npm test`.
 */
const { testPathIgnorePatterns: _, ...shared } = config;
/** @type {import('jest').Config} */
export default {
  ...shared,
  testMatch: ['<rootDir>/tests/drills/**/*.test.ts'],
  testTimeout: 600_000,
  maxWorkers: 1,
};
