import { asUserId } from '../../../src/core/ids.js';
import type { UserChange } from '../../../src/core/user-change.js';
import {
  ChangePasswordDocument,
  ForgetTrustedDevicesDocument,
  LogoutDocument,
  MySecondFactorsDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  RevokeOtherSessionsDocument,
  RevokeUserSessionsDocument,
} from '../../../src/generated/client/operations.js';
import type { Transaction } from '../../../src/platform/database/client.js';
import { inTransaction } from '../../../src/platform/database/transaction.js';
import { appointedAdministrator, clientOf } from '../../support/administrators.js';
import { codesOf, outcomesOf, pause } from '../../support/outcomes.js';
import { PASSWORD } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';
import { addFactor, type Careful, carefulPerson, logIn, trustedBy } from './environment.js';

const NEW_PASSWORD = 'Another1Word!';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const countOf = ({ tokens }: Careful) =>
  service.database.trustedDevice.count({ where: { userId: tokens.user.id } });
const eventsOf = ({ tokens }: Careful, type: string) =>
  service.database.auditEvent.findMany({ where: { userId: tokens.user.id, type } });

describe('the trust in devices', () => {
  it('ends when its user forgets them; the session goes on, and the event is recorded once', async () => {
    const person = await carefulPerson(service);
    const trusted = await trustedBy(service, person);
    const client = service.client.as(person.tokens.accessToken);
    for (const _ of [1, 2]) {
      const { forgetTrustedDevices } = await client.run(ForgetTrustedDevicesDocument, {});
      expect(forgetTrustedDevices).toMatchObject({
        success: true,
        message: 'Your trusted devices have been forgotten',
        user: { id: person.tokens.user.id },
      });
    }
    expect(codesOf(await logIn(service, person, trusted))).toEqual(['MFA_REQUIRED']);
    expect(await eventsOf(person, 'trusted_devices_forgotten')).toEqual([
      expect.objectContaining({ outcome: 'SUCCESS', actorId: person.tokens.user.id }),
    ]);
  });

  it('is not ended by a stranger who forgets theirs', async () => {
    const [person, stranger] = [await carefulPerson(service), await carefulPerson(service)];
    const trusted = await trustedBy(service, person);
    await trustedBy(service, stranger);
    await clientOf(service, stranger).run(ForgetTrustedDevicesDocument, {});
    expect(codesOf(await logIn(service, person, trusted))).toEqual([]);
  });

  it('ends with a change and with a reset of the password', async () => {
    const person = await carefulPerson(service);
    const trusted = await trustedBy(service, person);
    const input = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    await clientOf(service, person).run(ChangePasswordDocument, { input });
    const changed = { ...person, password: NEW_PASSWORD };
    expect(codesOf(await logIn(service, changed, trusted))).toEqual(['MFA_REQUIRED']);
    const again = await trustedBy(service, changed);
    await service.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const token = await service.mailbox.token(person.email);
    await service.client.run(ResetPasswordDocument, { input: { token, newPassword: PASSWORD } });
    expect(codesOf(await logIn(service, person, again))).toEqual(['MFA_REQUIRED']);
  });

  it('ends with a change by an instance of a version that does not know trusted devices', async () => {
    const [person, other] = [await carefulPerson(service), await carefulPerson(service)];
    const [trusted, others] = [await trustedBy(service, person), await trustedBy(service, other)];
    const where = { id: person.tokens.user.id };
    await service.database.user.update({ where, data: { credentialsEpoch: { increment: 1 } } });
    expect(await countOf(person)).toBe(1);
    expect(codesOf(await logIn(service, person, trusted))).toEqual(['MFA_REQUIRED']);
    expect(codesOf(await logIn(service, other, others))).toEqual([]);
    const again = await trustedBy(service, person);
    const { data } = await logIn(service, person, again);
    const token = data?.login.accessToken ?? '';
    const { me } = await service.client.run(MySecondFactorsDocument, {}, { token });
    expect(me?.secondFactors?.trustedDevices).toHaveLength(1);
  });

  it.each<UserChange>([
    'password changed',
    'password reset',
    'email changed',
    'second factor changed',
    'suspended',
    'deleted',
  ])('ends with a change of the user: %s', async (because) => {
    const person = await carefulPerson(service);
    await trustedBy(service, person);
    const userId = asUserId(person.tokens.user.id);
    await inTransaction(service.database, (tx) => service.userChanges.apply(tx, userId, because));
    expect(await countOf(person)).toBe(0);
  });

  it('ends with a logout everywhere, and with no other logout', async () => {
    const person = await carefulPerson(service);
    const trusted = await trustedBy(service, person);
    const { data } = await logIn(service, person, trusted);
    await service.client.as(data?.login.accessToken ?? '').run(LogoutDocument, {});
    await clientOf(service, person).run(RevokeOtherSessionsDocument, {});
    expect(await countOf(person)).toBe(1);
    await clientOf(service, person).run(LogoutDocument, { input: { everywhere: true } });
    expect(codesOf(await logIn(service, person, trusted))).toEqual(['MFA_REQUIRED']);
  });

  it('does not end with a logout everywhere that is refused', async () => {
    const person = await carefulPerson(service);
    const trusted = await trustedBy(service, person);
    await clientOf(service, person).run(LogoutDocument, {});
    const ended = await clientOf(service, person).ask(LogoutDocument, { input: { everywhere: true } });
    expect(codesOf(ended)).toEqual(['TOKEN_INVALID']);
    expect(codesOf(await logIn(service, person, trusted))).toEqual([]);
  });

  it('ends when an administrator ends the sessions of the user', async () => {
    const [person, administrator] = [await carefulPerson(service), await appointedAdministrator(service)];
    await trustedBy(service, person);
    const input = { userId: person.tokens.user.id, reason: 'Stolen laptop' };
    await clientOf(service, administrator).run(RevokeUserSessionsDocument, { input });
    expect(await countOf(person)).toBe(0);
  });
});

/** Long enough for 16 hashes: the logins then wait for the user's row, which the change has locked. */
const UNTIL_LOGINS_WAIT = 1500;
type Change = (tx: Transaction, person: Careful) => Promise<unknown>;
const userIdOf = ({ tokens }: Careful) => asUserId(tokens.user.id);

describe('16 sign-ins on a trusted device at once', () => {
  it('are asked for no factor while nothing changes', async () => {
    const person = await carefulPerson(service);
    const trusted = await trustedBy(service, person);
    const logins = Array.from({ length: 16 }, () => logIn(service, person, trusted));
    const { won, codes } = outcomesOf(await Promise.all(logins));
    expect(won.length).toBeGreaterThan(0);
    // A slow machine may refuse some of so many hashes at once.
    expect(codes.filter((code) => !/^(SERVER_BUSY|SERVICE_UNAVAILABLE)$/.test(code))).toEqual([]);
  });

  it.each<[string, Change, string]>([
    [
      'the password changes',
      (tx, person) => service.userChanges.apply(tx, userIdOf(person), 'password changed'),
      'INVALID_CREDENTIALS',
    ],
    [
      'its factor is removed',
      async (tx, person) => {
        await service.userChanges.apply(tx, userIdOf(person), 'second factor changed');
        await tx.totpSecret.deleteMany({ where: { id: person.factorId } });
      },
      'INVALID_CREDENTIALS',
    ],
    [
      'only the trust ends',
      async (tx, person) => {
        await tx.$queryRaw`SELECT FROM users WHERE id = ${person.tokens.user.id}::uuid FOR UPDATE`;
        await tx.trustedDevice.deleteMany({ where: { userId: person.tokens.user.id } });
      },
      'MFA_REQUIRED',
    ],
    [
      'its user becomes an administrator',
      (tx, person) => tx.user.update({ where: { id: person.tokens.user.id }, data: { role: 'ADMIN' } }),
      'MFA_REQUIRED',
    ],
    [
      'the secret of its factor changes',
      async (tx, person) => {
        await tx.$queryRaw`SELECT FROM users WHERE id = ${person.tokens.user.id}::uuid FOR UPDATE`;
        await tx.totpSecret.deleteMany({ where: { id: person.factorId } });
        await tx.totpSecret.create({
          data: {
            id: person.factorId,
            userId: person.tokens.user.id,
            sealed: new Uint8Array(48),
            name: 'Phone',
            createdAt: service.clock.now(),
            confirmedAt: new Date(service.clock.now().getTime() + 60_000),
          },
        });
      },
      'MFA_REQUIRED',
    ],
  ])('open no session when %s in between', async (_name, change, code) => {
    const person = await carefulPerson(service);
    const trusted = await trustedBy(service, person);
    const userId = person.tokens.user.id;
    const before = await service.database.auditEvent.count({ where: { userId, type: 'logged_in' } });
    let logins: ReturnType<typeof logIn>[] = [];
    await inTransaction(service.database, async (tx) => {
      await change(tx, person);
      logins = Array.from({ length: 16 }, () => logIn(service, person, trusted));
      await pause(UNTIL_LOGINS_WAIT);
    });
    const { won, codes } = outcomesOf(await Promise.all(logins));
    expect(won).toEqual([]);
    // A sign-in that came after the change is asked for the factor.
    expect(codes.filter((one) => one !== code && one !== 'MFA_REQUIRED')).toEqual([]);
    expect(await service.database.auditEvent.count({ where: { userId, type: 'logged_in' } })).toBe(before);
  });

  it('and as many that forget it end without a deadlock, and leave no trust', async () => {
    const person = await carefulPerson(service);
    const trusted = await trustedBy(service, person);
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        index % 2 === 0
          ? logIn(service, person, trusted)
          : clientOf(service, person).ask(ForgetTrustedDevicesDocument, {}),
      ),
    );
    expect(
      answers.flatMap((answer) => codesOf(answer as never)).filter((one) => one !== 'MFA_REQUIRED'),
    ).toEqual([]);
    expect(await countOf(person)).toBe(0);
    await addFactor(service, person.tokens.user.id);
    expect(codesOf(await logIn(service, person, trusted))).toEqual(['MFA_REQUIRED']);
  });
});
