import { asUserId } from '../../../src/core/ids.js';
import { MeDocument, RequestPasswordResetDocument } from '../../../src/generated/client/operations.js';
import { inTransaction } from '../../../src/platform/database/transaction.js';
import type { Answer } from '../../support/client.js';
import { ConcurrentClients } from '../../support/concurrent-clients.js';
import { codesOf, outcomesAtOnce, pause } from '../../support/outcomes.js';
import { type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

const ROUNDS = [1, 2, 3];

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

function suspend({ tokens }: Person, meanwhile = async () => {}): Promise<void> {
  return inTransaction(service.database, async (tx) => {
    await tx.$executeRaw`UPDATE users SET status = 'SUSPENDED' WHERE id = ${tokens.user.id}::uuid`;
    await service.userChanges.apply(tx, asUserId(tokens.user.id), 'suspended');
    await meanwhile();
  });
}

const requestReset = (email: string) =>
  service.client.ask(RequestPasswordResetDocument, { input: { email } });

describe('a suspension beside logins and refreshes', () => {
  it.each(ROUNDS)('leaves no session (round %i)', async () => {
    const person = await registerPerson(service.client);
    const clients = await ConcurrentClients.of(service.client, person);
    await clients.beside(() => suspend(person));

    expect(await service.database.session.count({ where: { userId: person.tokens.user.id } })).toBe(0);
    const { accessTokens } = clients.collected;
    const seen = await outcomesAtOnce(accessTokens.length, (i) =>
      service.client.ask(MeDocument, {}, { token: accessTokens[i] }),
    );
    expect(seen.won).toEqual([]);
    const foreseen = ['ACCOUNT_SUSPENDED', 'INVALID_CREDENTIALS', 'TOKEN_INVALID'];
    expect([...clients.codes].filter((code) => !foreseen.includes(code))).toEqual([]);
  });
});

describe('a suspension beside a request for a reset link', () => {
  it('leaves no link that would be good once the suspension is over', async () => {
    const person = await registerPerson(service.client);
    await requestReset(person.email);
    let requested: Promise<Answer<unknown>> | undefined;
    await suspend(person, async () => {
      // The request meets a suspension that is made and not yet committed.
      requested = requestReset(person.email);
      await pause(300);
    });
    expect(codesOf(await (requested as Promise<Answer<unknown>>))).toEqual([]);
    expect(await service.database.oneTimeToken.count({ where: { userId: person.tokens.user.id } })).toBe(0);
  });
});
