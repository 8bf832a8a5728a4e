import { createHash } from 'node:crypto';
import { Duration } from '../../../src/core/duration.js';
import {
  ExportMyDataDocument,
  LoginDocument,
  ResetPasswordDocument,
} from '../../../src/generated/client/operations.js';
import { inTurn, newAddress, type Try, tally, tryFrom, tryLogin } from '../../platform/rate-limits/tries.js';
import {
  atOnce,
  logIn as enter,
  newcomer,
  PASSWORD,
  type Person,
  registerPerson,
} from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

const WRONG = 'Wrong-password-1!';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { RATE_LIMITS: 'on' } });
});
afterAll(() => service.stop());

const logIn = ({ email }: Pick<Person, 'email'>, deviceToken: string | null, password = PASSWORD) =>
  tryFrom(newAddress(), service.client.url, LoginDocument, {
    input: { usernameOrEmail: email, password, deviceToken },
  });
const tokenIn = ({ text }: Try): string => JSON.parse(text).data.login.deviceToken;
const lock = ({ email }: Person) => inTurn(6, () => tryLogin(service.client.url, email, WRONG));
const devicesOf = ({ tokens }: Person) =>
  service.database.knownDevice.count({ where: { userId: tokens.user.id } });

describe('a device', () => {
  it('is known after a registration and after a sign-in, and stays the same one when it signs in again', async () => {
    const person = await registerPerson(service.client);
    const another = tokenIn(await logIn(person, null));
    expect(tokenIn(await logIn(person, another))).toBe(another);
    expect(await devicesOf(person)).toBe(2);
    await lock(person);
    for (const token of [person.tokens.deviceToken, another])
      expect((await logIn(person, token ?? null)).code).toBeNull();
  });

  it('is not known after a wrong password', async () => {
    const person = await registerPerson(service.client);
    const { text } = await logIn(person, null, WRONG);
    expect(text).not.toContain('deviceToken":"');
    expect(await devicesOf(person)).toBe(1);
  });

  it('is known for 180 days after the last sign-in, and is then forgotten', async () => {
    const own = await startService({ env: { RATE_LIMITS: 'on' } });
    const { email, tokens } = await registerPerson(own.client);
    const input = { usernameOrEmail: email, deviceToken: tokens.deviceToken };
    const enter = async () => {
      for (let tries = 0; tries < 6; tries++) await tryLogin(own.client.url, email, WRONG);
      return (
        await tryFrom(newAddress(), own.client.url, LoginDocument, {
          input: { ...input, password: PASSWORD },
        })
      ).code;
    };
    const almost = Duration.minutes(180 * 24 * 60 - 10);
    for (const _ of [1, 2]) {
      own.clock.advance(almost);
      expect(await enter()).toBeNull();
    }
    own.clock.advance(Duration.minutes(180 * 24 * 60 + 10));
    expect(await enter()).toBe('RATE_LIMITED');
    await own.housekeeping.sweep();
    expect(await own.database.knownDevice.count()).toBe(0);
    await own.stop();
  });

  it('is one of ten at most, however many sign in at once', async () => {
    const own = await startService();
    const person = await registerPerson(own.client);
    const settled = await atOnce(16, () => enter(own.client, person));
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(16);
    const kept = await own.database.knownDevice.findMany({ where: { userId: person.tokens.user.id } });
    expect(kept).toHaveLength(10);
    // The one that was known first is the first to be forgotten.
    const first = createHash('sha256')
      .update(person.tokens.deviceToken ?? '')
      .digest('hex');
    expect(kept.map(({ digest }) => Buffer.from(digest).toString('hex'))).not.toContain(first);
    await own.stop();
  });
});

describe('a token', () => {
  const shown = ({ status, headers, text }: Try) => ({
    status,
    names: Object.keys(headers).sort(),
    text: text.replace(/"requestId":"[^"]*"|"retryAfter":\d+/g, ''),
  });

  it('counts for its own account alone: for any other, the request is a stranger’s', async () => {
    const [owner, other] = [await registerPerson(service.client), await registerPerson(service.client)];
    const foreign = owner.tokens.deviceToken ?? null;
    const withToken = await inTurn(7, () => logIn(other, foreign, WRONG));
    const nobody = { email: newcomer().email };
    const without = await inTurn(7, () => logIn(nobody, null, WRONG));
    expect(withToken.map(shown)).toEqual(without.map(shown));
    expect(tally(withToken)).toEqual({ INVALID_CREDENTIALS: 5, RATE_LIMITED: 2 });
    expect((await logIn(other, foreign)).code).toBe('RATE_LIMITED');
  });

  it.each(['A'.repeat(43), `${'A'.repeat(43)}.`.repeat(2000), '\u0000'])(
    'that is none is as good as none (%#)',
    async (text) => {
      const person = await registerPerson(service.client);
      expect((await logIn(person, text)).code).toBeNull();
      await lock(person);
      expect((await logIn(person, text)).code).toBe('RATE_LIMITED');
    },
  );

  it('has a budget of its own, which strangers neither use up nor get back by it', async () => {
    const person = await registerPerson(service.client);
    const device = person.tokens.deviceToken ?? null;
    await lock(person);
    expect(tally(await inTurn(4, () => logIn(person, device, WRONG)))).toEqual({ INVALID_CREDENTIALS: 4 });
    expect((await logIn(person, device)).code).toBeNull();
    expect((await logIn(person, null)).code).toBe('RATE_LIMITED');
    expect(tally(await inTurn(6, () => logIn(person, device, WRONG)))).toEqual({
      INVALID_CREDENTIALS: 5,
      RATE_LIMITED: 1,
    });
  });

  it('is shared with all other devices of the account: more devices are no more guesses', async () => {
    const person = await registerPerson(service.client);
    const devices = [person.tokens.deviceToken ?? null, tokenIn(await logIn(person, null))];
    const tries = await inTurn(10, (index) => logIn(person, devices[index % 2] ?? null, WRONG));
    expect(tally(tries)).toEqual({ INVALID_CREDENTIALS: 5, RATE_LIMITED: 5 });
  });

  it('lets its owner in from an address that strangers have used up', async () => {
    const person = await registerPerson(service.client);
    const address = newAddress();
    const { url } = service.client;
    await Promise.all(Array.from({ length: 60 }, () => tryLogin(url, newcomer().email, WRONG, address)));
    expect((await tryLogin(url, person.email, PASSWORD, address)).code).toBe('RATE_LIMITED');
    const input = {
      usernameOrEmail: person.email,
      password: PASSWORD,
      deviceToken: person.tokens.deviceToken,
    };
    expect((await tryFrom(address, url, LoginDocument, { input })).code).toBeNull();
  });

  it('holds those of five accounts that share the device, the last first', async () => {
    const people = await inTurn(6, () => registerPerson(service.client));
    let kept: string | null = null;
    for (const person of people) kept = tokenIn(await logIn(person, kept));
    const [first, ...others] = people;
    if (first === undefined) throw new Error('There are six');
    for (const person of people) await lock(person);
    const codes = await inTurn(5, async (index) => (await logIn(others[index] ?? first, kept)).code);
    expect(codes).toEqual([null, null, null, null, null]);
    expect((await logIn(first, kept)).code).toBe('RATE_LIMITED');
  });

  it('is told in an export by its times, and not by what it is', async () => {
    const { tokens } = await registerPerson(service.client);
    const { exportMyData } = await service.client.as(tokens.accessToken).run(ExportMyDataDocument, {});
    expect((exportMyData as { knownDevices: unknown }).knownDevices).toEqual([
      { givenAt: expect.any(String), expiresAt: expect.any(String) },
    ]);
  });

  it('does not open anything by itself', async () => {
    const { tokens } = await registerPerson(service.client);
    const token = tokens.deviceToken ?? '';
    expect(
      await service.client.refusal(ResetPasswordDocument, { input: { token, newPassword: 'Another1Word!' } }),
    ).toMatchObject({ code: 'TOKEN_INVALID' });
  });
});
