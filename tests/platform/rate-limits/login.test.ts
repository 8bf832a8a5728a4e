import { Duration } from '../../../src/core/duration.js';
import { LoginDocument, MeDocument, RefreshTokenDocument } from '../../../src/generated/client/operations.js';
import { type WatchedEngine, watchHashing } from '../../support/counting.js';
import { LIMITS } from '../../support/limits.js';
import { PASSWORD, registerPerson, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';
import { inTurn, newAddress, type Try, tally, tryFrom, tryLogin } from './tries.js';

const WRONG = 'Wrong-password-1!';
const [{ points: TRIES, window: WINDOW }] = LIMITS.login.subject;
const [, { points: ADDRESS_TRIES }] = LIMITS.login.address;

let service: TestService;
let engine: WatchedEngine;

beforeAll(async () => {
  engine = await watchHashing();
  service = await startService({ env: { RATE_LIMITS: 'on' }, adapters: { hashingEngine: engine } });
});

afterAll(() => service.stop());

beforeEach(() => engine.forget());

const login = (identifier: string, password: string, address?: string) =>
  tryLogin(service.client.url, identifier, password, address);

const atOnce = (count: number, act: (index: number) => Promise<Try>) =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index)));

describe('wrong passwords for one account', () => {
  it('RL-1: reach the hash no oftener than the limit, however many come at once and from wherever', async () => {
    const person = await registerPerson(service.client);
    const tries = await atOnce(10 * TRIES, () => login(person.email, WRONG));
    expect(tally(tries)).toEqual({ INVALID_CREDENTIALS: TRIES, RATE_LIMITED: 9 * TRIES });
    expect(engine.verifications).toHaveLength(TRIES);
    expect((await login(person.email, PASSWORD)).code).toBe('RATE_LIMITED');
  });

  it('RL-1, RL-6: refuse the right one too, until the window ends by itself', async () => {
    const person = await registerPerson(service.client);
    await inTurn(TRIES, () => login(person.email, WRONG));
    const locked = await login(person.email, PASSWORD);
    expect(locked.code).toBe('RATE_LIMITED');
    expect(locked.retryAfter).toBeGreaterThan(WINDOW.seconds - 30);
    expect(locked.retryAfter).toBeLessThanOrEqual(WINDOW.seconds);
    service.clock.advance(Duration.seconds(Number(locked.retryAfter)));
    expect((await login(person.email, PASSWORD)).code).toBeNull();
  });

  it('RL-1: share one count however the identifier is written, and an account has two', async () => {
    const { username, email } = await registerPerson(service.client);
    const spellings = [username, username.toUpperCase(), ` ${username} `, `\t${username}\n`, username];
    const tries = await inTurn(TRIES + 1, (index) => login(spellings[index % 5] ?? '', WRONG));
    expect(tries.at(-1)?.code).toBe('RATE_LIMITED');
    const mails = [email, email.toUpperCase(), ` ${email}`, `${email} `, email];
    expect(tally(await inTurn(2 * TRIES, (index) => login(mails[index % 5] ?? '', WRONG)))).toEqual({
      INVALID_CREDENTIALS: TRIES,
      RATE_LIMITED: TRIES,
    });
    expect(engine.verifications).toHaveLength(2 * TRIES);
  });

  it('start anew after a success', async () => {
    const person = await registerPerson(service.client);
    for (const _ of [1, 2]) {
      await inTurn(TRIES - 1, () => login(person.email, WRONG));
      expect((await login(person.email, PASSWORD)).code).toBeNull();
    }
  });

  it('are bounded by the day as well: a slow attack gets no further', async () => {
    const person = await registerPerson(service.client);
    const tries = await inTurn(11, async () => {
      service.clock.advance(WINDOW);
      return inTurn(TRIES, () => login(person.username, WRONG));
    });
    expect(tally(tries.flat())).toEqual({ INVALID_CREDENTIALS: 35, RATE_LIMITED: 20 });
    service.clock.advance(WINDOW);
    const locked = await login(person.username, PASSWORD);
    expect(locked.retryAfter).toBeGreaterThan(20 * 3600);
    service.clock.advance(Duration.seconds(Number(locked.retryAfter)));
    expect((await login(person.username, PASSWORD)).code).toBeNull();
  });

  it('RL-6: end no session and keep nobody from refreshing', async () => {
    const person = await registerPerson(service.client);
    await inTurn(TRIES + 1, () => login(person.email, WRONG));
    expect((await login(person.email, PASSWORD)).code).toBe('RATE_LIMITED');
    const { url } = service.client;
    const { accessToken, refreshToken } = person.tokens;
    expect((await tryFrom('127.0.0.1', url, MeDocument, {}, accessToken)).code).toBeNull();
    const refreshed = await tryFrom('127.0.0.1', url, RefreshTokenDocument, { input: { refreshToken } });
    expect(refreshed.code).toBeNull();
  });
});

describe('an identifier that nobody has', () => {
  const shown = ({ status, headers, text }: Try) => {
    const { date, 'retry-after': _seconds, ...rest } = headers;
    const body = text.replace(/"requestId":"[^"]*"/, '').replace(/"retryAfter":\d{3}/, '"retryAfter":900');
    return { status, body, headers: Object.entries(rest).filter(([name]) => !/request-?id/i.test(name)) };
  };

  it('RL-9: is counted and answered like one that somebody has, to the byte', async () => {
    const person = await registerPerson(service.client);
    const stranger = uniqueName();
    const known = await inTurn(TRIES + 2, () => login(person.email, WRONG));
    const unknown = await inTurn(TRIES + 2, () => login(`${stranger}@example.com`, WRONG));
    expect(unknown.map(shown)).toEqual(known.map(shown));
    expect(tally(unknown)).toEqual({ INVALID_CREDENTIALS: TRIES, RATE_LIMITED: 2 });
    expect(engine.verifications).toHaveLength(2 * TRIES);
  });

  it.each(['__proto__', 'constructor', ' ', '@', 'a\u0000b', 'x'.repeat(90_000)])(
    'RL-9: is counted whatever it is (%#)',
    async (identifier) => {
      const tries = await inTurn(TRIES + 1, () => login(identifier, WRONG));
      const codes = tries.map(({ code }) => code);
      // What the input does not allow is refused without a guess, and not counted as one.
      const refused = codes[0] === 'BAD_USER_INPUT' ? 'BAD_USER_INPUT' : 'RATE_LIMITED';
      expect([codes[0], codes.at(-1)]).toEqual([
        refused === 'RATE_LIMITED' ? 'INVALID_CREDENTIALS' : refused,
        refused,
      ]);
    },
  );
});

describe('one address', () => {
  it('RL-8: is stopped when it tries one password on many accounts, and locks none of them then', async () => {
    const victim = await registerPerson(service.client);
    const address = newAddress();
    service.clock.advance(Duration.minutes(1));
    const sprayed = await atOnce(200, () => login(uniqueName(), WRONG, address));
    expect(tally(sprayed)['INVALID_CREDENTIALS']).toBe(ADDRESS_TRIES);
    expect(engine.verifications).toHaveLength(ADDRESS_TRIES);
    const blocked = await inTurn(2 * TRIES, () => login(victim.email, WRONG, address));
    expect(tally(blocked)).toEqual({ RATE_LIMITED: 2 * TRIES });
    expect(tally(await inTurn(TRIES - 1, () => login(victim.email, WRONG)))).toEqual({
      INVALID_CREDENTIALS: TRIES - 1,
    });
    expect((await login(victim.email, PASSWORD)).code).toBeNull();
  });

  it('RL-10: is not cleared by logging in to an account of one’s own', async () => {
    const own = await registerPerson(service.client);
    const address = newAddress();
    const rounds = await inTurn(ADDRESS_TRIES / 5, async () => {
      const wrong = await inTurn(5, () => login(uniqueName(), WRONG, address));
      return { wrong, own: await login(own.email, PASSWORD, address) };
    });
    expect(tally(rounds.flatMap(({ wrong }) => wrong))).toEqual({ INVALID_CREDENTIALS: ADDRESS_TRIES });
    expect(tally(rounds.slice(0, -1).map((round) => round.own))).toEqual({ OK: ADDRESS_TRIES / 5 - 1 });
    expect((await login(own.email, PASSWORD, address)).code).toBe('RATE_LIMITED');
  });

  it('may log in as often as an office does', async () => {
    const people = await inTurn(3, () => registerPerson(service.client));
    const address = newAddress();
    const tries = await inTurn(60, (index) => login(people[index % 3]?.email ?? '', PASSWORD, address));
    expect(tally(tries)).toEqual({ OK: 60 });
  });

  it('is named in the log once a window, and not once a try', async () => {
    const address = newAddress();
    await atOnce(150, () => login('somebody-else', WRONG, address));
    type Line = { ipAddress: string; event: { by: string } };
    const lines = service.log.lines.filter(
      ({ sentence, details }) => sentence === 'rate_limited' && (details as Line).ipAddress === address,
    );
    // The address has two limits for logging in; each of the three windows has ended once.
    const told = lines.map(({ level, details }) => `${level} ${(details as Line).event.by}`);
    expect(told.sort()).toEqual(['warn address', 'warn address', 'warn subject']);
  });
});

describe('many guesses in one request', () => {
  const field = (email: string, password: string, index: number) =>
    `a${index}: login(input: { usernameOrEmail: "${email}", password: "${password}" }) { tokenType }`;

  it.each<[string, (fields: string[]) => string]>([
    ['by aliases', (fields) => `mutation { ${fields.join(' ')} }`],
    ['by a fragment', (fields) => `mutation { ...F } fragment F on Mutation { ${fields.join(' ')} }`],
    ['by fragments in fragments', (fields) => `mutation { ... { ... on Mutation { ${fields.join(' ')} } } }`],
  ])('RL-2: are refused %s, and charge nothing', async (_name, document) => {
    const { email } = await registerPerson(service.client);
    for (const count of [100, 2]) {
      const fields = Array.from({ length: count }, (_, index) =>
        field(email, index === count - 1 ? PASSWORD : WRONG, index),
      );
      const answer = await tryFrom(newAddress(), service.client.url, document(fields));
      expect(answer.text).not.toContain('"tokenType":"Bearer"');
      expect(answer.status).toBe(400);
    }
    expect(engine.verifications).toEqual([]);
    expect(tally(await inTurn(TRIES, () => login(email, WRONG)))).toEqual({ INVALID_CREDENTIALS: TRIES });
  });

  it('RL-2: are refused as an array, and charge nothing', async () => {
    const { email } = await registerPerson(service.client);
    const guess = (password: string) => ({
      query: LoginDocument,
      variables: { input: { usernameOrEmail: email, password } },
    });
    const batch = Array.from({ length: 100 }, (_, index) => guess(index === 60 ? PASSWORD : WRONG));
    const answer = await service.client.send(JSON.stringify(batch));
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain('"tokenType":"Bearer"');
    expect(engine.verifications).toEqual([]);
    expect((await login(email, PASSWORD)).code).toBeNull();
  });
});
