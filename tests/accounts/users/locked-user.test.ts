import type { UserChanges } from '../../../src/accounts/users/user-changes.js';
import type { Users } from '../../../src/accounts/users/users.service.js';
import type { UserId } from '../../../src/core/ids.js';
import type { OneTimeTokens } from '../../../src/credentials/one-time-tokens/one-time-tokens.service.js';
import type { UserTables } from '../../../src/platform/capabilities/user-tables.js';
import type { Transaction } from '../../../src/platform/database/client.js';
import type { Sessions } from '../../../src/sessions/sessions.service.js';

interface Services {
  readonly users: Users;
  readonly userChanges: UserChanges;
  readonly userTables: UserTables;
  readonly oneTimeTokens: OneTimeTokens;
  readonly sessions: Sessions;
}

describe('a locked user', () => {
  it('comes from the lock alone: what relies on the lock does not compile with a mere id', () => {
    const misuse = async (services: Services, tx: Transaction, userId: UserId) => {
      const { users, userChanges, userTables, oneTimeTokens, sessions } = services;
      // @ts-expect-error the token before its user could deadlock with a change of the password
      await oneTimeTokens.consume(tx, userId, 'PASSWORD_RESET', 'token');
      // @ts-expect-error the sessions before their user
      await sessions.endAll(tx, userId);
      // @ts-expect-error the tables before the user; UserChanges locks first
      await userTables.clearTokens(tx, userId, 'suspended');
      // @ts-expect-error the data of the user before the user
      await userTables.forget(tx, userId);
      const user = await users.lock(tx, userId);
      await oneTimeTokens.consume(tx, user, 'PASSWORD_RESET', 'token');
      await sessions.endAll(tx, user);
      await userChanges.apply(tx, userId, 'suspended');
    };
    // The compiler is the judge, so nothing runs.
    expect(misuse).toBeInstanceOf(Function);
  });
});
