import { Overload } from '../../../src/core/errors.js';
import { isUnavailable } from '../../../src/platform/database/constraint.js';
import { type OpenDatabase, openDatabase } from '../../../src/platform/database/open.js';
import { createTestStorage, STORAGE_KINDS, silentLog, type TestStorage } from '../../support/database.js';
import { times } from '../../support/outcomes.js';

const describePostgresql = STORAGE_KINDS.includes('postgresql') ? describe : describe.skip;

/** How many may wait for a connection. */
const LINE = 1000;

describePostgresql('the line in which statements wait for a connection', () => {
  let storage: TestStorage;
  let database: OpenDatabase;
  beforeAll(async () => {
    storage = await createTestStorage('postgresql');
    database = await openDatabase(storage.storage, silentLog, { maxConnections: 1 });
    await database.client.rows`SELECT ${1}::int`;
  });
  afterAll(async () => {
    await database.close();
    await storage.cleanup();
  });

  const failureOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => null,
      (error: unknown) => error,
    );
  const slow = (seconds: number) => database.client.rows`SELECT pg_sleep(${seconds}::float8)`;
  const isBusy = (error: unknown) => error instanceof Overload && error.retryAfter > 0;

  it('DO-6: refuses whoever finds it full at once, and nobody else but those it cannot serve in time', async () => {
    const first = slow(2.5);
    await new Promise((resolve) => setImmediate(resolve));
    const startedAt = performance.now();
    const waiting = times(LINE, 0).map(() => failureOf(database.client.rows`SELECT ${1}::int`));
    const beyond = await Promise.all([
      failureOf(database.client.rows`SELECT ${1}::int`),
      failureOf(database.client.user.count()),
      failureOf(database.client.$transaction((tx) => tx.user.count())),
    ]);
    expect(performance.now() - startedAt).toBeLessThan(2400);
    expect(beyond.map(isBusy)).toEqual([true, true, true]);
    await first;
    const failures = (await Promise.all(waiting)).filter((error) => error !== null);
    expect(failures.filter((error) => !isBusy(error))).toEqual([]);
    expect(failures.length).toBeLessThan(LINE);
  });

  it('tells whom it cannot serve in time that the service is busy while the database answers others', async () => {
    const served = times(12, 0).map(() => failureOf(slow(0.5)));
    const last = failureOf(slow(0.1));
    expect(isBusy(await last)).toBe(true);
    await Promise.all(served);
  });

  it('tells that the database is not available where it answers nobody', async () => {
    const stuck = failureOf(slow(5.2));
    const error = await failureOf(slow(0.1));
    expect(isBusy(error)).toBe(false);
    expect(isUnavailable(error)).toBe(true);
    await stuck;
  });

  it('does not keep anybody from learning that the service is ready', async () => {
    const first = slow(1);
    const waiting = times(20, 0).map(() => failureOf(slow(0.01)));
    const startedAt = performance.now();
    await database.check();
    expect(performance.now() - startedAt).toBeLessThan(900);
    await Promise.all([first, ...waiting]);
  });
});
