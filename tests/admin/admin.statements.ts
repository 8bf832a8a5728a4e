import {
  ReinstateUserDocument,
  RevokeServiceKeyDocument,
  RevokeUserSessionsDocument,
  ServiceKeysDocument,
  SetUserRoleDocument,
  SuspendUserDocument,
  UsersDocument,
} from '../../src/generated/client/operations.js';
import {
  appointedAdministrator,
  clientOf,
  createServiceKey,
  giveRole,
  withKey,
} from '../support/administrators.js';
import { registerPerson } from '../support/people.js';
import type { RunStatements } from '../support/raw-statements.js';

const run: RunStatements = async (service) => {
  const asking = clientOf(service, await appointedAdministrator(service));
  const person = await registerPerson(service.client);
  const userId = person.tokens.user.id;
  const { users } = await asking.run(UsersDocument, { first: 1 });
  await asking.run(UsersDocument, { last: 1, before: users.pageInfo.endCursor });
  const [since, until] = ['2026-01-01T00:00:00.000Z', '2999-01-01T00:00:00.000Z'];
  for (const status of ['ACTIVE', 'SUSPENDED'] as const)
    for (const [role, emailVerified] of [
      ['ADMIN', true],
      ['USER', false],
    ] as const)
      await asking.run(UsersDocument, {
        filter: { search: person.username, role, status, emailVerified, since, until },
      });
  await asking.run(SuspendUserDocument, { input: { userId, reason: 'spam' } });
  await asking.run(ReinstateUserDocument, { input: { userId } });
  await asking.run(RevokeUserSessionsDocument, { input: { userId } });

  const { id, secret, administrator } = await createServiceKey(service, 'script', ['USERS_WRITE']);
  await service.client.run(RevokeUserSessionsDocument, { input: { userId } }, withKey(secret));
  await asking.run(ServiceKeysDocument, {});
  await asking.run(SetUserRoleDocument, { input: { userId: administrator.tokens.user.id, role: 'USER' } });
  await asking.run(RevokeServiceKeyDocument, { input: { serviceKeyId: id } });
  await giveRole(service, administrator, 'ADMIN');
};
export default run;
