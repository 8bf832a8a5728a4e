import { asUserId, type UserId } from '../../../src/core/ids.js';
import { LoginDocument } from '../../../src/generated/client/operations.js';
import type { Transaction } from '../../../src/platform/database/client.js';
import { inTransaction } from '../../../src/platform/database/transaction.js';
import { outcomesOf, pause } from '../../support/outcomes.js';
import { registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

type Change = (tx: Transaction, userId: UserId, strangerId: string) => Promise<unknown>;

/** Long enough for 16 hashes: the logins then wait for the user's row, which the change has locked. */
const UNTIL_LOGINS_WAIT = 1000;

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const CHANGES: Readonly<Record<string, Change>> = {
  'a change of the password': async (tx, userId, strangerId) => {
    await service.userChanges.apply(tx, userId, 'password changed');
    await tx.$executeRaw`
      UPDATE password_hashes SET phc = o.phc FROM password_hashes o
      WHERE password_hashes.user_id = ${userId}::uuid AND o.user_id = ${strangerId}::uuid`;
  },
  'a suspension': async (tx, userId) => {
    await tx.user.update({ where: { id: userId }, data: { status: 'SUSPENDED', suspendedUntil: null } });
    await service.userChanges.apply(tx, userId, 'suspended');
  },
  'a deletion of the account': async (tx, userId) => {
    await service.userChanges.apply(tx, userId, 'deleted');
    await tx.user.delete({ where: { id: userId } });
  },
};

describe('16 logins that verified the password before a change', () => {
  it.each(Object.keys(CHANGES))('open no session after %s', async (name) => {
    const { email, password, tokens } = await registerPerson(service.client);
    const stranger = await registerPerson(service.client, { password: 'Another-Password-1!' });
    const userId = asUserId(tokens.user.id);
    const input = { usernameOrEmail: email, password };
    const login = () => service.client.ask(LoginDocument, { input });
    let logins: ReturnType<typeof login>[] = [];
    await inTransaction(service.database, async (tx) => {
      await CHANGES[name]?.(tx, userId, stranger.tokens.user.id);
      logins = Array.from({ length: 16 }, login);
      await pause(UNTIL_LOGINS_WAIT);
    });

    const { won, codes } = outcomesOf(await Promise.all(logins));
    expect(won).toEqual([]);
    expect(codes.filter((code) => !/^(INVALID_CREDENTIALS|ACCOUNT_SUSPENDED)$/.test(code))).toEqual([]);
    expect(await service.database.session.count({ where: { userId } })).toBe(0);
    expect(await service.database.auditEvent.count({ where: { userId, type: 'logged_in' } })).toBe(0);
  });
});
