import { Duration } from '../../../src/core/duration.js';
import { ExportMyDataDocument, SignInWithTotpDocument } from '../../../src/generated/client/operations.js';
import { until } from '../../support/outcomes.js';
import {
  challengeOf,
  type ProtectedPerson,
  protectedPerson,
  signInWithTotp,
} from '../../support/second-factors.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { RATE_LIMITS: 'on' } });
}, START_LIMIT);
afterAll(() => service.stop());

const told = ({ email }: ProtectedPerson) =>
  service.mailbox.to(email).filter(({ subject }) => subject === 'Someone knows your password').length;
const countOf = ({ tokens }: ProtectedPerson, type: string) =>
  service.database.auditEvent.count({ where: { userId: tokens.user.id, type } });
const waiting = async () => {
  await until(() => true);
  while ((await service.database.outboxMail.count()) > 0)
    await new Promise((resolve) => setTimeout(resolve, 20));
};
/** Lets the time of every sign-in that was begun run out. */
const abandon = async () => {
  service.clock.advance(Duration.minutes(5));
  await service.work.abandonedSignIns.tell();
};
const wrong = async (person: ProtectedPerson) => {
  const input = { challenge: await challengeOf(service.client, person), code: person.app.wrong() };
  return service.client.ask(SignInWithTotpDocument, { input });
};

describe('the right password without the second factor', () => {
  it('MFA-7: is told by one mail an hour, however many sign-ins fail', async () => {
    const person = await protectedPerson(service);
    for (let tries = 0; tries < 3; tries++) await wrong(person);
    await abandon();
    await until(() => told(person) === 1);
    await waiting();
    expect(told(person)).toBe(1);
    expect(await countOf(person, 'second_factor_failed')).toBe(3);
    service.clock.advance(Duration.minutes(61));
    await wrong(person);
    await abandon();
    await until(() => told(person) === 2);
  });

  it('MFA-7: is told at once when every attempt of a sign-in was wrong', async () => {
    const person = await protectedPerson(service);
    const input = { challenge: await challengeOf(service.client, person), code: person.app.wrong() };
    for (let tries = 0; tries < 5; tries++) await service.client.ask(SignInWithTotpDocument, { input });
    await until(() => told(person) === 1);
    await abandon();
    await waiting();
    expect([await countOf(person, 'second_factor_abandoned'), told(person)]).toEqual([0, 1]);
  });

  it('alarms nobody who mistypes a code and then enters the right one', async () => {
    const person = await protectedPerson(service);
    const challenge = await challengeOf(service.client, person);
    const enter = (code: string) =>
      service.client.ask(SignInWithTotpDocument, { input: { challenge, code } });
    expect((await enter(person.app.wrong())).errors[0]?.extensions?.['code']).toBe('INVALID_CODE');
    expect((await enter(person.app.next())).errors).toEqual([]);
    await abandon();
    await waiting();
    expect([await countOf(person, 'second_factor_failed'), told(person)]).toEqual([1, 0]);
  });

  it('MFA-7: is told after its five minutes if no code was entered', async () => {
    const person = await protectedPerson(service);
    await challengeOf(service.client, person);
    await service.work.abandonedSignIns.tell();
    expect(await countOf(person, 'second_factor_abandoned')).toBe(0);
    service.clock.advance(Duration.minutes(5));
    // Housekeeping leaves it to the work that tells.
    await service.housekeeping.sweep();
    await Promise.all([service.work.abandonedSignIns.tell(), service.work.abandonedSignIns.tell()]);
    expect(await countOf(person, 'second_factor_abandoned')).toBe(1);
    await until(() => told(person) === 1);
    expect(await service.database.challenge.count({ where: { userId: person.tokens.user.id } })).toBe(0);
  });

  it('alarms nobody who began twice and finished once', async () => {
    const person = await protectedPerson(service);
    await challengeOf(service.client, person);
    await signInWithTotp(service.client, person);
    service.clock.advance(Duration.minutes(5));
    await service.work.abandonedSignIns.tell();
    await waiting();
    expect([await countOf(person, 'second_factor_abandoned'), told(person)]).toEqual([0, 0]);
  });
});

it('the export has the names and times of second factors, and no secret', async () => {
  const person = await protectedPerson(service);
  const { accessToken: token } = await signInWithTotp(service.client, person);
  const { exportMyData } = await service.client.run(ExportMyDataDocument, {}, { token });
  expect(exportMyData).toMatchObject({
    authenticatorApps: [{ id: person.factorId, name: 'Phone', confirmedAt: expect.any(String) }],
    recoveryCodesLeft: 10,
    factorRemovals: [],
  });
  expect(JSON.stringify(exportMyData)).not.toContain(person.app.secret);
});
