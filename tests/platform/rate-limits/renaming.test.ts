import {
  ConfirmEmailChangeDocument,
  RegisterDocument,
  RequestEmailChangeDocument,
  UpdateProfileDocument,
} from '../../../src/generated/client/operations.js';
import { type WatchedEngine, watchHashing } from '../../support/counting.js';
import { LIMITS } from '../../support/limits.js';
import { newcomer, PASSWORD, type Person, registerPerson, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';
import { inTurn, newAddress, type Try, tally, tryFrom, tryLogin } from './tries.js';

const WRONG = 'Wrong-password-1!';
const [{ points: TRIES }] = LIMITS.login.subject;

let service: TestService;
let engine: WatchedEngine;

beforeAll(async () => {
  engine = await watchHashing();
  service = await startService({ env: { RATE_LIMITS: 'on' }, adapters: { hashingEngine: engine } });
});

afterAll(() => service.stop());

const login = (identifier: string, password: string) => tryLogin(service.client.url, identifier, password);

const rename = ({ tokens }: Person, username: string) =>
  tryFrom(
    newAddress(),
    service.client.url,
    UpdateProfileDocument,
    { input: { username } },
    tokens.accessToken,
  );

describe('a change of username', () => {
  it('RL-1: buys no guesses: the new name begins where the one before stood', async () => {
    const person = await registerPerson(service.client);
    const rounds = await inTurn(6, async (): Promise<Try[]> => {
      const username = uniqueName();
      expect((await rename(person, username)).code).toBeNull();
      return inTurn(TRIES, () => login(username, WRONG));
    });
    expect(tally(rounds.flat())).toEqual({ INVALID_CREDENTIALS: TRIES, RATE_LIMITED: 5 * TRIES });
  });

  it('RL-1: buys none in a race either: of sixteen names and guesses at once, no more are answered', async () => {
    const person = await registerPerson(service.client);
    await inTurn(TRIES, () => login(person.username, WRONG));
    const names = Array.from({ length: 16 }, uniqueName);
    const guesses = names.flatMap((name) => [rename(person, name), login(name, PASSWORD)]);
    const answers = (await Promise.all(guesses)).filter((_, index) => index % 2 === 1);
    expect(tally(answers)['OK']).toBeUndefined();
  });
});

describe('a change of email', () => {
  it('RL-1: buys no guesses either', async () => {
    const { email, tokens } = await registerPerson(service.client);
    const client = service.client.as(tokens.accessToken);
    const newEmail = newcomer().email;
    await inTurn(TRIES, () => login(email, WRONG));
    await client.run(RequestEmailChangeDocument, { input: { newEmail, password: PASSWORD } });
    const token = await service.mailbox.token(newEmail, 1, 'confirm-email');
    await service.client.run(ConfirmEmailChangeDocument, { input: { token } });
    expect((await login(newEmail, WRONG)).code).toBe('RATE_LIMITED');
    // The address that it was belongs to nobody, and counts by itself.
    expect((await login(email, WRONG)).code).toBe('INVALID_CREDENTIALS');
  });
});

describe('register', () => {
  it('counts nothing on an email that no account came of: nobody is kept from registering', async () => {
    const input = newcomer();
    const register = (overrides: object) =>
      tryFrom(newAddress(), service.client.url, RegisterDocument, { input: { ...input, ...overrides } });
    const { username } = await registerPerson(service.client);
    const refused = await inTurn(3 * LIMITS.register.subject[0].points, (index) =>
      register([{ password: 'weak' }, { username }, { referralCode: 'NOBODY' }][index % 3] ?? {}),
    );
    expect(Object.keys(tally(refused)).sort()).toEqual([
      'INVALID_REFERRAL_CODE',
      'USERNAME_TAKEN',
      'WEAK_PASSWORD',
    ]);
    expect((await register({})).code).toBeNull();
  });
});
