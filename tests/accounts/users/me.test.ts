import { MeDocument } from '../../../src/generated/client/operations.js';
import { watchDatabase } from '../../support/counting.js';
import { registerPerson } from '../../support/people.js';
import { startService } from '../../support/service.js';

describe('me', () => {
  it('is answered by the one query that recognises the session', async () => {
    const { database, operations, cleanup } = await watchDatabase();
    const service = await startService({ adapters: { database } });
    const { tokens } = await registerPerson(service.client);
    operations.length = 0;
    await service.client.as(tokens.accessToken).run(MeDocument, {});
    expect(operations).toEqual(['rows']);
    await service.stop();
    await cleanup();
  });
});
