import {
  ChangePasswordDocument,
  DeleteAccountDocument,
  LoginDocument,
  RequestEmailChangeDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../../src/generated/client/operations.js';
import { type WatchedEngine, watchHashing } from '../../support/counting.js';
import { LIMITS } from '../../support/limits.js';
import { newcomer, PASSWORD, type Person, registerPerson, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';
import { inTurn, newAddress, type Try, tally, tryFrom, tryLogin } from './tries.js';

const OTHER_PASSWORD = 'Another-password-7!';

let service: TestService;
let engine: WatchedEngine;

beforeAll(async () => {
  engine = await watchHashing();
  service = await startService({ env: { RATE_LIMITS: 'on' }, adapters: { hashingEngine: engine } });
});

afterAll(() => service.stop());

beforeEach(() => engine.forget());

describe('changePassword', () => {
  const [{ points: TRIES }] = LIMITS.changePassword.subject;

  const change = ({ tokens }: Person, currentPassword: string, newPassword = OTHER_PASSWORD) =>
    tryFrom(
      newAddress(),
      service.client.url,
      ChangePasswordDocument,
      { input: { currentPassword, newPassword } },
      tokens.accessToken,
    );

  it('RL-1: is no oracle for a stolen session: guesses are counted by account, from wherever', async () => {
    const person = await registerPerson(service.client);
    engine.forget();
    const tries = await Promise.all(Array.from({ length: 10 * TRIES }, () => change(person, 'wrong')));
    expect(tally(tries)).toEqual({ INVALID_CREDENTIALS: TRIES, RATE_LIMITED: 9 * TRIES });
    expect(engine.verifications).toHaveLength(TRIES);
    expect((await change(person, PASSWORD)).code).toBe('RATE_LIMITED');
  });

  it('RL-1: shares one count with every operation that asks for the password once more', async () => {
    const person = await registerPerson(service.client);
    const { accessToken } = person.tokens;
    const askWith = (
      document: typeof DeleteAccountDocument | typeof RequestEmailChangeDocument,
      input: object,
    ) => tryFrom(newAddress(), service.client.url, document, { input }, accessToken);
    const newEmail = `${uniqueName()}@example.com`;
    await inTurn(TRIES - 3, () => change(person, 'wrong'));
    await inTurn(2, () => askWith(DeleteAccountDocument, { password: 'wrong' }));
    expect((await askWith(RequestEmailChangeDocument, { newEmail, password: 'wrong' })).code).toBe(
      'INVALID_CREDENTIALS',
    );
    for (const refused of [
      await change(person, PASSWORD),
      await askWith(DeleteAccountDocument, { password: PASSWORD }),
      await askWith(RequestEmailChangeDocument, { newEmail, password: PASSWORD }),
    ])
      expect(refused.code).toBe('RATE_LIMITED');
  });

  it('RL-1: counts apart from logging in: neither locks the other', async () => {
    const person = await registerPerson(service.client);
    await inTurn(TRIES + 1, () => change(person, 'wrong'));
    expect((await tryLogin(service.client.url, person.email, PASSWORD)).code).toBeNull();
    const other = await registerPerson(service.client);
    await inTurn(TRIES + 1, () => tryLogin(service.client.url, other.email, 'wrong'));
    expect((await change(other, PASSWORD)).code).toBeNull();
  });

  it('does not count what another limit refused before the password was looked at', async () => {
    const person = await registerPerson(service.client);
    const ask = () =>
      tryFrom(
        newAddress(),
        service.client.url,
        RequestEmailChangeDocument,
        { input: { newEmail: `${uniqueName()}@example.com`, password: PASSWORD } },
        person.tokens.accessToken,
      );
    const requests = await inTurn(4 * TRIES, ask);
    expect(tally(requests)).toEqual({ OK: TRIES, RATE_LIMITED: 3 * TRIES });
    expect((await change(person, PASSWORD)).code).toBeNull();
  });

  it('does not count a new password that is too weak, and starts anew after a success', async () => {
    const person = await registerPerson(service.client);
    await inTurn(TRIES - 1, () => change(person, 'wrong'));
    expect(tally(await inTurn(2 * TRIES, () => change(person, PASSWORD, 'short')))).toEqual({
      WEAK_PASSWORD: 2 * TRIES,
    });
    expect((await change(person, PASSWORD)).code).toBeNull();
    expect(tally(await inTurn(TRIES, () => change(person, PASSWORD)))).toEqual({
      INVALID_CREDENTIALS: TRIES,
    });
  });
});

describe('requestPasswordReset', () => {
  const request = (email: string) =>
    tryFrom(newAddress(), service.client.url, RequestPasswordResetDocument, { input: { email } });

  it('RL-11: does not flood a mailbox, and answers alike whether it exists or not', async () => {
    const { email } = await registerPerson(service.client);
    const spellings = [email, email.toUpperCase(), ` ${email} `];
    const known = await inTurn(9, (index) => request(spellings[index % 3] ?? ''));
    const stranger = newcomer().email;
    const unknown = await inTurn(9, () => request(stranger));
    expect(tally(known)).toEqual({ OK: 9 });
    const shown = ({ status, text, headers }: Try) => [status, text, Object.keys(headers).sort()];
    expect(unknown.map(shown)).toEqual(known.map(shown));
    await service.mailbox.token(email, 2);
    expect(service.mailbox.tokens(email)).toHaveLength(2);
  });
});

describe('a password reset', () => {
  const login = (identifier: string, password: string) => tryLogin(service.client.url, identifier, password);

  it('RL-6: by the owner of the mailbox ends every lock of the account, by whichever identifier', async () => {
    const { username, email, tokens } = await registerPerson(service.client);
    const identifiers = [username, email];
    const { points: TRIES } = LIMITS.login.subject[0];
    for (const identifier of identifiers) await inTurn(TRIES + 1, () => login(identifier, 'wrong'));
    const { points: CHANGES } = LIMITS.changePassword.subject[0];
    const change = (token: string, currentPassword: string) =>
      tryFrom(
        newAddress(),
        service.client.url,
        ChangePasswordDocument,
        { input: { currentPassword, newPassword: PASSWORD } },
        token,
      );
    await inTurn(CHANGES + 1, () => change(tokens.accessToken, 'wrong'));

    await service.client.run(RequestPasswordResetDocument, { input: { email } });
    const token = await service.mailbox.token(email);
    await service.client.run(ResetPasswordDocument, { input: { token, newPassword: OTHER_PASSWORD } });
    for (const identifier of identifiers)
      expect(await login(identifier, OTHER_PASSWORD)).toMatchObject({ code: null });
    const { login: fresh } = await service.client.run(LoginDocument, {
      input: { usernameOrEmail: email, password: OTHER_PASSWORD },
    });
    expect((await change(fresh.accessToken, OTHER_PASSWORD)).code).toBeNull();
  });
});
