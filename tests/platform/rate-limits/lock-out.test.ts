import { Duration } from '../../../src/core/duration.js';
import {
  ChangePasswordDocument,
  LoginDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../../src/generated/client/operations.js';
import { RedisConnection } from '../../../src/platform/rate-limits/redis-connection.js';
import { RecordingLog } from '../../support/adapters.js';
import { PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { describeWithRedis, TestRedis } from '../../support/redis.js';
import { startService, type TestService } from '../../support/service.js';
import { inTurn, newAddress, type Try, tally, tryFrom, tryLogin } from './tries.js';

const WRONG = 'Wrong-password-1!';
const NEW_PASSWORD = 'Another1Word!';
/** A session that is asked about for hours. */
const ENV = { RATE_LIMITS: 'on', ACCESS_TOKEN_TTL: '1d' };
const DAY = Duration.minutes(24 * 60);

/** A service, and how to let time pass for it and for what it counts in. */
interface Fixture {
  readonly service: TestService;
  pass(time: Duration): Promise<void>;
}

const knownLogin = (
  { service }: Fixture,
  person: Pick<Person, 'email'>,
  deviceToken: string,
  password = PASSWORD,
) =>
  tryFrom(newAddress(), service.client.url, LoginDocument, {
    input: { usernameOrEmail: person.email, password, deviceToken },
  });

const deviceTokenIn = ({ text }: Try) =>
  (Object.values(JSON.parse(text).data)[0] as { deviceToken: string }).deviceToken;

/** A stranger who never tires: five wrong passwords for each name, and three requests for a link. */
async function attack({ service }: Fixture, { username, email }: Person): Promise<Try[]> {
  const { url } = service.client;
  const guesses = [username, email].flatMap((name) =>
    Array.from({ length: 5 }, () => tryLogin(url, name, WRONG)),
  );
  const requests = Array.from({ length: 3 }, () =>
    tryFrom(newAddress(), url, RequestPasswordResetDocument, { input: { email } }),
  );
  expect(tally(await Promise.all(requests))).toEqual({ OK: 3 });
  return Promise.all(guesses);
}

/** Asks for a link, and says what becomes of the newest in the mailbox: a weak password does not use it up. */
async function newestLink({ service }: Fixture, { email }: Person): Promise<string | null> {
  await service.client.run(RequestPasswordResetDocument, { input: { email } });
  await service.mailbox.token(email);
  // A mail that has just been written leaves a moment later.
  await waitUntil(async () => (await service.database.outboxMail.count()) === 0);
  const token = service.mailbox.tokens(email).at(-1) ?? '';
  const input = { token, newPassword: 'weak' };
  return (await tryFrom(newAddress(), service.client.url, ResetPasswordDocument, { input })).code;
}

async function waitUntil(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500 && !(await condition()); tries++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(await condition()).toBe(true);
}

function holdsFor(open: () => Promise<Fixture & { close(): Promise<void> }>, step: Duration): void {
  let fixture: Fixture & { close(): Promise<void> };
  beforeAll(async () => {
    fixture = await open();
  });
  afterAll(() => fixture.close());

  it('a day of attack keeps nobody out of a known device or from a valid link, and guesses less than 100 times', async () => {
    const person = await registerPerson(fixture.service.client);
    const device = person.tokens.deviceToken ?? '';
    const guesses: Try[] = [];
    for (let time = 0; time < DAY.seconds; time += step.seconds) {
      guesses.push(...(await attack(fixture, person)));
      expect((await knownLogin(fixture, person, device)).code).toBeNull();
      expect(await newestLink(fixture, person)).toBe('WEAK_PASSWORD');
      await fixture.pass(step);
    }
    expect(tally(guesses)['INVALID_CREDENTIALS']).toBe(70);
    // One in half the life of a link, once two are good.
    expect(fixture.service.mailbox.tokens(person.email).length).toBeLessThanOrEqual(2 + 96);
  });

  it('RL-1: all budgets together let 100 wrong passwords through in a day', async () => {
    const person = await registerPerson(fixture.service.client);
    const { deviceToken, accessToken } = person.tokens;
    const change = { input: { currentPassword: WRONG, newPassword: NEW_PASSWORD } };
    const { url } = fixture.service.client;
    const rounds = await inTurn(8, async () => {
      const tries = await Promise.all([
        attack(fixture, person),
        inTurn(5, () => knownLogin(fixture, person, deviceToken ?? '', WRONG)),
        inTurn(5, () => tryFrom(newAddress(), url, ChangePasswordDocument, change, accessToken)),
      ]);
      await fixture.pass(Duration.minutes(15));
      return tries.flat();
    });
    expect(tally(rounds.flat())).toEqual({ INVALID_CREDENTIALS: 100, RATE_LIMITED: 60 });
  });

  it('a finished reset makes its device known: further guesses do not lock it out', async () => {
    const person = await registerPerson(fixture.service.client);
    await attack(fixture, person);
    expect((await tryLogin(fixture.service.client.url, person.email, PASSWORD)).code).toBe('RATE_LIMITED');
    await fixture.service.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const input = { token: await fixture.service.mailbox.token(person.email), newPassword: NEW_PASSWORD };
    const reset = await tryFrom(newAddress(), fixture.service.client.url, ResetPasswordDocument, { input });
    const device = deviceTokenIn(reset);
    for (let round = 0; round < 3; round++) {
      await attack(fixture, person);
      expect((await tryLogin(fixture.service.client.url, person.email, NEW_PASSWORD)).code).toBe(
        'RATE_LIMITED',
      );
      expect((await knownLogin(fixture, person, device, NEW_PASSWORD)).code).toBeNull();
      await fixture.pass(Duration.minutes(15));
    }
  });
}

describe('a stranger who guesses without an end', () => {
  describe('counted in memory', () =>
    holdsFor(async () => {
      const service = await startService({ env: ENV });
      return {
        service,
        pass: async (time) => service.clock.advance(time),
        close: () => service.stop(),
      };
    }, Duration.minutes(60)));

  describeWithRedis('counted in Redis', () =>
    holdsFor(async () => {
      const redis = await TestRedis.start();
      const connection = await RedisConnection.open(redis.url, new RecordingLog());
      const service = await startService({ env: ENV, adapters: { redis: connection } });
      return {
        service,
        pass: async (time) => {
          service.clock.advance(time);
          // Redis has a clock of its own: its windows are shortened by what has passed.
          for (const key of await connection.client.keys('*'))
            await connection.client.pexpire(key, (await connection.client.pttl(key)) - time.milliseconds);
        },
        close: async () => {
          await service.stop();
          connection.close();
          await redis.kill();
        },
      };
    }, Duration.minutes(60)),
  );
});
