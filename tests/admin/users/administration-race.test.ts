import { Administrators } from '../../../src/accounts/users/administrators.service.js';
import {
  AdjustBalanceDocument,
  DeleteAccountDocument,
  SetUserRoleDocument,
  SuspendUserDocument,
} from '../../../src/generated/client/operations.js';
import { inTransaction } from '../../../src/platform/database/transaction.js';
import { balancesOf } from '../../rewards/ledger/books.js';
import {
  appointedAdministrator,
  clientOf,
  giveRole,
  onlyAdministrator,
} from '../../support/administrators.js';
import { codesOf, outcomesAtOnce, pause } from '../../support/outcomes.js';
import { PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const idOf = ({ tokens }: Person) => tokens.user.id;
const demote = (by: Person, of: Person) =>
  clientOf(service, by).ask(SetUserRoleDocument, { input: { userId: idOf(of), role: 'USER' } });
const suspend = (by: Person, of: Person) =>
  clientOf(service, by).ask(SuspendUserDocument, { input: { userId: idOf(of), reason: 'a race' } });
/** Who may still administer, by the database itself. */
const administrators = async () =>
  (
    await service.database.user.findMany({
      where: { role: 'ADMIN', status: 'ACTIVE' },
      select: { id: true },
    })
  ).map(({ id }) => id);

describe('two administrators', () => {
  it('AD-4: who demote each other at once, sixteen times, leave one each time', async () => {
    const one = await onlyAdministrator(service);
    const other = await registerPerson(service.client);
    for (let round = 0; round < 16; round++) {
      await giveRole(service, one, 'ADMIN');
      await giveRole(service, other, 'ADMIN');
      const pairs = [
        [one, other],
        [other, one],
      ] as const;
      const { won, codes } = await outcomesAtOnce<unknown>(2, (i) =>
        demote(...(pairs[i] as [Person, Person])),
      );
      expect([won.length, codes]).toEqual([1, ['FORBIDDEN']]);
      const winner = pairs[won[0]?.index ?? 0]?.[0] as Person;
      expect(await administrators()).toEqual([idOf(winner)]);
    }
  });

  it('AD-4: who suspend each other at once leave one', async () => {
    const one = await onlyAdministrator(service);
    const other = await appointedAdministrator(service);
    const [first, second] = await Promise.all([suspend(one, other), suspend(other, one)]);
    const refused = [...codesOf(first), ...codesOf(second)];
    expect(refused).toHaveLength(1);
    expect(['FORBIDDEN', 'TOKEN_INVALID', 'ACCOUNT_SUSPENDED']).toContain(refused[0]);
    expect(await administrators()).toHaveLength(1);
  });

  it('AD-4: of whom one deletes their account while the other steps down leave one', async () => {
    const one = await onlyAdministrator(service);
    const other = await appointedAdministrator(service);
    const [stepped, deleted] = await Promise.all([
      demote(one, one),
      clientOf(service, other).ask(DeleteAccountDocument, { input: { password: PASSWORD } }),
    ]);
    expect([...codesOf(stepped), ...codesOf(deleted)]).toEqual(['FORBIDDEN']);
    expect(await administrators()).toHaveLength(1);
  });
});

describe('sixteen administrators', () => {
  it('AD-4: who demote and suspend one another in a ring leave one at least, and wait for nobody in a circle', async () => {
    const first = await onlyAdministrator(service);
    const ring = [first];
    while (ring.length < 16) ring.push(await appointedAdministrator(service));
    const { codes } = await outcomesAtOnce<unknown>(16, (i) => {
      const change = i % 2 === 0 ? demote : suspend;
      return change(ring[i] as Person, ring[(i + 1) % 16] as Person);
    });
    const foreseen = ['FORBIDDEN', 'TOKEN_INVALID', 'ACCOUNT_SUSPENDED'];
    expect(codes.filter((code) => !foreseen.includes(code))).toEqual([]);
    expect((await administrators()).length).toBeGreaterThan(0);
  });
});

describe('an administrator who acts', () => {
  it('AD-1: is refused when the end of their role was committed first, though they asked before', async () => {
    await onlyAdministrator(service);
    const acting = await appointedAdministrator(service);
    const target = await registerPerson(service.client);
    const input = { userId: idOf(target), account: 'BALANCE', amount: '5.00', reason: 'a race' } as const;
    const adjust = () => clientOf(service, acting).ask(AdjustBalanceDocument, { input });
    let asked: ReturnType<typeof adjust> | undefined;
    await inTransaction(service.database, async (tx) => {
      await new Administrators().lock(tx);
      asked = adjust();
      // They have been let through as an administrator, and wait for the set of them.
      await pause(300);
      await tx.$executeRaw`UPDATE users SET role = 'USER' WHERE id = ${idOf(acting)}::uuid`;
    });
    expect(codesOf(await (asked as ReturnType<typeof adjust>))).toEqual(['FORBIDDEN']);
    expect(await balancesOf(service, target)).toEqual(['0.00', '0.00']);
  });

  it('keeps no other one waiting: sixteen at once adjust balances of one another', async () => {
    const first = await onlyAdministrator(service);
    const other = await appointedAdministrator(service);
    const adjust = (by: Person, of: Person) =>
      clientOf(service, by).ask(AdjustBalanceDocument, {
        input: { userId: idOf(of), account: 'BALANCE', amount: '1.00', reason: 'a race' },
      });
    const { codes } = await outcomesAtOnce(16, (i) =>
      i % 2 === 0 ? adjust(first, other) : adjust(other, first),
    );
    expect(codes).toEqual([]);
    for (const one of [first, other]) expect((await balancesOf(service, one))[0]).toBe('8.00');
  });
});
