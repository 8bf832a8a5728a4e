import { MeDocument } from '../../src/generated/client/operations.js';
import { openDatabase } from '../../src/platform/database/open.js';
import { createTestStorage, silentLog } from '../support/database.js';
import { outcomesAtOnce, pause } from '../support/outcomes.js';
import { registerPerson } from '../support/people.js';
import { startService } from '../support/service.js';

it('tells the log of an outage that hundreds meet in one whole line and one with their number', async () => {
  const { storage, cleanup } = await createTestStorage();
  const database = await openDatabase(storage, silentLog);
  const service = await startService({
    adapters: { database: { ...database, close: async () => undefined } },
  });
  const { accessToken: token } = (await registerPerson(service.client)).tokens;
  await database.close();
  const begunAt = performance.now();
  const { codes } = await outcomesAtOnce(200, () => service.client.ask(MeDocument, {}, { token }));
  expect(codes).toEqual(Array(200).fill('SERVICE_UNAVAILABLE'));
  await pause(1200);
  const seconds = Math.ceil((performance.now() - begunAt) / 1000);
  const lines = service.log.lines.filter(({ sentence }) => sentence === 'SERVICE_UNAVAILABLE');
  const [first, ...repetitions] = lines.map(({ details }) => details as { count?: number });
  expect(first).toMatchObject({ requestId: expect.any(String), failure: { frames: expect.any(Array) } });
  expect(repetitions.reduce((sum, { count = 0 }) => sum + count, 1)).toBe(200);
  // One line a second at most.
  expect(repetitions.length).toBeLessThanOrEqual(seconds);
  await service.stop().catch(() => undefined);
  await cleanup();
});
