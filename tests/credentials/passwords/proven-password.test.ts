import { loadHashingEngine } from '../../../src/credentials/passwords/hashing-engine.js';
import {
  DeleteAccountDocument,
  RequestEmailChangeDocument,
} from '../../../src/generated/client/operations.js';
import { newcomer, PASSWORD, registerPerson } from '../../support/people.js';
import { startService } from '../../support/service.js';

describe('a password that was changed while it was being proven', () => {
  it('S-3, EV-2: proves nothing any more: neither a change of email nor a deletion goes on', async () => {
    const engine = await loadHashingEngine();
    let meanwhile = async () => {};
    const service = await startService({
      adapters: {
        hashingEngine: {
          ...engine,
          hash: (...args) => engine.hash(...args),
          verify: async (...args) => {
            await meanwhile();
            return engine.verify(...args);
          },
        },
      },
    });
    const { tokens } = await registerPerson(service.client);
    const { id } = tokens.user;
    const client = service.client.as(tokens.accessToken);
    meanwhile = async () => {
      await service.database.user.update({ where: { id }, data: { credentialsEpoch: { increment: 1 } } });
    };
    const refusals = [
      await client.refusal(RequestEmailChangeDocument, {
        input: { newEmail: newcomer().email, password: PASSWORD },
      }),
      await client.refusal(DeleteAccountDocument, { input: { password: PASSWORD } }),
    ];
    expect(refusals.map(({ code }) => code)).toEqual(['INVALID_CREDENTIALS', 'INVALID_CREDENTIALS']);
    expect(await service.database.user.count({ where: { id } })).toBe(1);
    expect(await service.database.oneTimeToken.count({ where: { purpose: 'EMAIL_CHANGE' } })).toBe(0);
    await service.stop();
  });
});
