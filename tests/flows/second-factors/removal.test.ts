import { Duration } from '../../../src/core/duration.js';
import {
  CancelFactorRemovalDocument,
  LoginDocument,
  MeDocument,
  MySecondFactorsDocument,
  RemoveTotpDocument,
} from '../../../src/generated/client/operations.js';
import { codesOf, until } from '../../support/outcomes.js';
import { PASSWORD, registerPerson } from '../../support/people.js';
import {
  challengeOf,
  enrol,
  protectedPerson,
  signInWithRecoveryCode,
  signInWithTotp,
} from '../../support/second-factors.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

const DAY = Duration.minutes(24 * 60);

let service: TestService;
beforeAll(async () => {
  service = await startService();
}, START_LIMIT);
afterAll(() => service.stop());

const remove = (token: string, id: string, recoveryCode: string | null = null) =>
  service.client.ask(RemoveTotpDocument, { input: { id, recoveryCode } }, { token });
const cancel = (token: string) => service.client.ask(CancelFactorRemovalDocument, { input: { token } });
const factorIds = async (userId: string) => {
  const apps = await service.database.totpSecret.findMany({ where: { userId, confirmedAt: { not: null } } });
  return apps.map(({ id }) => id);
};
const mails = (email: string, subject: string) =>
  service.mailbox.to(email).filter((mail) => mail.subject === subject);

describe('the removal of an authenticator app', () => {
  it('MFA-4: takes the last factor with its recovery codes, ends other sessions, and is told by mail', async () => {
    const person = await protectedPerson(service);
    const [one, other] = [
      await signInWithTotp(service.client, person),
      await signInWithTotp(service.client, person),
    ];
    const { data } = await remove(one.accessToken, person.factorId);
    expect(data?.removeTotp).toMatchObject({ success: true, id: person.factorId, removedAt: null });
    expect(codesOf(await service.client.ask(MeDocument, {}, { token: other.accessToken }))).toEqual([
      'TOKEN_INVALID',
    ]);
    const { me } = await service.client.run(MySecondFactorsDocument, {}, { token: one.accessToken });
    expect(me?.secondFactors).toMatchObject({ totp: [], recoveryCodesLeft: 0 });
    const input = { usernameOrEmail: person.email, password: PASSWORD };
    expect(codesOf(await service.client.ask(LoginDocument, { input }))).toEqual([]);
    await until(() => mails(person.email, 'A second factor was removed from your account').length === 1);
  });

  it('leaves the other apps and the recovery codes', async () => {
    const person = await protectedPerson(service);
    const first = await signInWithTotp(service.client, person);
    const other = await enrol(service.client.as(first.accessToken), service.clock, 'Tablet');
    const { accessToken } = await signInWithTotp(service.client, person);
    expect(codesOf(await remove(accessToken, person.factorId))).toEqual([]);
    expect(await service.database.recoveryCode.count({ where: { userId: person.tokens.user.id } })).toBe(10);
    await signInWithTotp(service.client, { ...person, app: other.app });
  });

  it('is for the own apps alone, in a fresh session of two factors', async () => {
    const [person, other] = [await protectedPerson(service), await protectedPerson(service)];
    const { accessToken } = await signInWithTotp(service.client, person);
    expect(codesOf(await remove(accessToken, other.factorId))).toEqual(['NOT_FOUND']);
    expect(codesOf(await remove(accessToken, 'nonsense'))).toEqual(['NOT_FOUND']);
    service.clock.advance(Duration.minutes(11));
    expect(codesOf(await remove(accessToken, person.factorId))).toEqual(['STEP_UP_REQUIRED']);
    const { tokens } = await registerPerson(service.client);
    expect(codesOf(await remove(tokens.accessToken, person.factorId))).toEqual(['STEP_UP_REQUIRED']);
    expect(await factorIds(person.tokens.user.id)).toEqual([person.factorId]);
  });
});

describe('the removal of a lost app after a recovery code', () => {
  it('waits for a day, is reminded of, and keeps the session that asked', async () => {
    const person = await protectedPerson(service);
    const userId = person.tokens.user.id;
    const { accessToken: token } = await signInWithRecoveryCode(service.client, person);
    const added = await enrol(service.client.as(token), service.clock, 'New phone');
    expect(added.recoveryCodes).toEqual([]);
    const { data } = await remove(token, person.factorId);
    const dueAt = new Date(String(data?.removeTotp.removedAt)).getTime();
    expect(dueAt - service.clock.now().getTime()).toBeGreaterThan(DAY.milliseconds - 60_000);
    // Asked again, it keeps its time and sends no further mail.
    const again = await remove(token, person.factorId);
    expect(again.data?.removeTotp.removedAt).toBe(data?.removeTotp.removedAt);
    const { me } = await service.client.run(MySecondFactorsDocument, {}, { token });
    expect(me?.secondFactors?.totp.map(({ removedAt }) => removedAt)).toEqual([
      data?.removeTotp.removedAt,
      null,
    ]);
    await service.mailbox.token(person.email, 1, 'cancel-factor-removal');

    service.clock.advance(Duration.minutes(20 * 60));
    await service.work.dueRemovals.run();
    await service.work.dueRemovals.run();
    await service.mailbox.token(person.email, 2, 'cancel-factor-removal');
    expect(await factorIds(userId)).toContain(person.factorId);
    service.clock.advance(Duration.minutes(4 * 60 + 1));
    await Promise.all([service.work.dueRemovals.run(), service.work.dueRemovals.run()]);
    expect(await factorIds(userId)).toEqual([added.factorId]);
    expect(service.mailbox.tokens(person.email, 'cancel-factor-removal')).toHaveLength(2);
    await until(() => mails(person.email, 'A second factor was removed from your account').length === 1);
    // The session that asked is still there.
    expect(await service.database.session.count({ where: { userId } })).toBe(1);
    await signInWithTotp(service.client, { ...person, app: added.app });
  });

  it.each([
    ['the first mail', 1],
    ['the reminder', 2],
  ])('is cancelled by the link of %s, which signs the thief out', async (_which, count) => {
    const person = await protectedPerson(service);
    const thief = await signInWithRecoveryCode(service.client, person);
    await remove(thief.accessToken, person.factorId);
    service.clock.advance(Duration.minutes(21 * 60));
    await service.work.dueRemovals.run();
    const link = await service.mailbox.token(person.email, count, 'cancel-factor-removal');
    await service.mailbox.token(person.email, 2, 'cancel-factor-removal');
    expect((await cancel(link)).data?.cancelFactorRemoval.message).toContain('cancelled');
    expect(codesOf(await cancel(link))).toEqual(['TOKEN_INVALID']);
    expect(await service.database.session.count({ where: { userId: person.tokens.user.id } })).toBe(0);
    service.clock.advance(Duration.minutes(4 * 60));
    await service.work.dueRemovals.run();
    expect(await factorIds(person.tokens.user.id)).toEqual([person.factorId]);
    await signInWithTotp(service.client, person);
  });

  it('waits too in a session of a factor that the thief has added', async () => {
    const person = await protectedPerson(service);
    const { accessToken } = await signInWithRecoveryCode(service.client, person);
    const added = await enrol(service.client.as(accessToken), service.clock, 'Of the thief');
    const anew = await signInWithTotp(service.client, { ...person, app: added.app });
    const { data } = await remove(anew.accessToken, person.factorId);
    expect(data?.removeTotp.removedAt).not.toBeNull();
    expect(await factorIds(person.tokens.user.id)).toEqual([person.factorId, added.factorId]);
    // Whoever has the old app gets rid of the new one at once.
    const owner = await signInWithTotp(service.client, person);
    expect((await remove(owner.accessToken, added.factorId)).data?.removeTotp.removedAt).toBeNull();
    expect(await factorIds(person.tokens.user.id)).toEqual([person.factorId]);
  });

  it('happens at once with a second recovery code, and not with a wrong one', async () => {
    const person = await protectedPerson(service);
    service.clock.advance(Duration.minutes(6));
    const { accessToken } = await signInWithRecoveryCode(service.client, person);
    const client = service.client.as(accessToken);
    const added = await enrol(client, service.clock, 'New phone');
    expect(codesOf(await remove(accessToken, person.factorId, 'nonsense'))).toEqual(['INVALID_CODE']);
    const code = person.recoveryCodes.pop() ?? '';
    expect((await remove(accessToken, person.factorId, code)).data?.removeTotp.removedAt).toBeNull();
    expect(await factorIds(person.tokens.user.id)).toEqual([added.factorId]);
    expect(await service.database.recoveryCode.count({ where: { userId: person.tokens.user.id } })).toBe(8);
  });

  it('does not wait in a session from before the code, nor a day after it', async () => {
    const person = await protectedPerson(service);
    const earlier = await signInWithTotp(service.client, person);
    service.clock.advance(Duration.minutes(6));
    await signInWithRecoveryCode(service.client, person);
    const client = service.client.as(earlier.accessToken);
    const { data } = await client.ask(RemoveTotpDocument, { input: { id: person.factorId } });
    expect(data?.removeTotp.removedAt).toBeNull();

    const late = await protectedPerson(service);
    await signInWithRecoveryCode(service.client, late);
    service.clock.advance(DAY);
    const { accessToken } = await signInWithTotp(service.client, late);
    expect((await remove(accessToken, late.factorId)).data?.removeTotp.removedAt).toBeNull();
  });

  it('is for a quarter of an hour after the code', async () => {
    const person = await protectedPerson(service);
    const { accessToken } = await signInWithRecoveryCode(service.client, person);
    service.clock.advance(Duration.minutes(14));
    expect(codesOf(await remove(accessToken, person.factorId))).toEqual([]);
    const later = await signInWithRecoveryCode(service.client, person);
    await service.database.session.updateMany({
      where: { userId: person.tokens.user.id },
      data: { authenticatedAt: Duration.minutes(16).before(service.clock.now()) },
    });
    expect(codesOf(await remove(later.accessToken, person.factorId))).toEqual(['STEP_UP_REQUIRED']);
  });
});

it.each([
  ['nonsense', 'nonsense'],
  ['nothing', ''],
  ['a lone surrogate', '\ud800'],
  ['the token of no mail', 'A'.repeat(43)],
  ['100 kB', 'A'.repeat(100_000)],
])('a removal is not cancelled by %s', async (_what, text) => {
  const refusal = await service.client.refusal(CancelFactorRemovalDocument, { input: { token: text } });
  expect(refusal).toMatchObject({ code: 'TOKEN_INVALID', reason: 'deadLink' });
});

it('MFA-2: the challenge of a sign-in cancels no removal', async () => {
  const person = await protectedPerson(service);
  expect(codesOf(await cancel(await challengeOf(service.client, person)))).toEqual(['TOKEN_INVALID']);
});
