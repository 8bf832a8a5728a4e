import { newcomer, type Person, registerPerson } from '../../support/people.js';
import { type RawAnswer, sendOperation } from '../../support/raw-http.js';
import { startService, type TestService } from '../../support/service.js';
import { newAddress, tryLogin } from '../rate-limits/tries.js';

const APP = 'https://app.example.com';
const NAME = '__Host-latchkey-known';
const MODE = { origin: APP, 'latchkey-refresh-token': 'cookie' };
const HALF_A_YEAR = 180 * 24 * 60 * 60;

const REGISTER = 'mutation ($input: RegisterInput!) { register(input: $input) { deviceToken } }';
const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { deviceToken } }';
const LOGOUT = 'mutation { logout { success } }';
const RESET = 'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { deviceToken } }';
const REQUEST =
  'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { success } }';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { CORS_ORIGINS: APP, RATE_LIMITS: 'on' } });
});
afterAll(() => service.stop());

const ask = (query: string, input?: object, headers: Record<string, string | string[]> = MODE) =>
  sendOperation(service.client.url, query, input === undefined ? {} : { input }, headers);
const linesOf = ({ headers }: RawAnswer) =>
  [headers['set-cookie'] ?? []].flat().filter((line) => line.startsWith(`${NAME}=`));
const keptIn = (answer: RawAnswer) => /^[^=]+=([^;]*)/.exec(linesOf(answer)[0] ?? '')?.[1] ?? '';
const payload = ({ text }: RawAnswer) => Object.values(JSON.parse(text).data ?? {})[0];

async function lockedPerson(): Promise<Person> {
  const person = await registerPerson(service.client);
  for (let tries = 0; tries < 6; tries++)
    await tryLogin(service.client.url, person.email, 'Wrong-password-1!', newAddress());
  return person;
}
const logIn = ({ email, password }: Person, cookies: string, headers: Record<string, string> = MODE) =>
  ask(LOGIN, { usernameOrEmail: email, password }, { ...headers, cookie: cookies });
const isIn = (answer: RawAnswer) => answer.text.includes('"data":{"login":{');

describe('in cookie mode', () => {
  it('HH-1: a device token is kept where no script can read it, and is in no answer', async () => {
    const registered = await ask(REGISTER, newcomer());
    expect(linesOf(registered)).toEqual([
      `${NAME}=${keptIn(registered)}; Max-Age=${HALF_A_YEAR}; Path=/; HttpOnly; Secure; SameSite=Strict`,
    ]);
    expect(keptIn(registered)).toMatch(/^[\w-]{43}$/);
    expect(payload(registered)).toEqual({ deviceToken: null });
  });

  it('it outlives a logout, and lets its owner in whom strangers have locked out', async () => {
    const input = newcomer();
    const kept = `${NAME}=${keptIn(await ask(REGISTER, input))}`;
    expect(linesOf(await ask(LOGOUT, undefined, { ...MODE, cookie: kept }))).toEqual([]);
    for (let tries = 0; tries < 6; tries++)
      await tryLogin(service.client.url, input.email, 'Wrong-password-1!', newAddress());
    const person = { ...input, tokens: {} } as Person;
    expect(isIn(await logIn(person, 'theme=dark'))).toBe(false);
    const answer = await logIn(person, `theme=dark; ${kept}`);
    expect(isIn(answer)).toBe(true);
    expect(`${NAME}=${keptIn(answer)}`).toBe(kept);
  });

  it('a finished reset keeps it in the cookie, beside those of other accounts', async () => {
    const [person, other] = [await lockedPerson(), await lockedPerson()];
    await ask(REQUEST, { email: person.email });
    const token = await service.mailbox.token(person.email);
    const cookie = `${NAME}=${other.tokens.deviceToken}`;
    const answer = await ask(RESET, { token, newPassword: 'Another1Word!' }, { ...MODE, cookie });
    expect(payload(answer)).toEqual({ deviceToken: null });
    expect(keptIn(answer).split('.')).toEqual([expect.any(String), other.tokens.deviceToken]);
    expect(isIn(await logIn(other, `${NAME}=${keptIn(answer)}`))).toBe(true);
  });
});

describe('the cookie', () => {
  it('counts from an allowed origin alone, and in cookie mode alone', async () => {
    const person = await lockedPerson();
    const cookie = `${NAME}=${person.tokens.deviceToken}`;
    for (const headers of [{ ...MODE, origin: 'https://evil.example' }, { origin: APP }, {}])
      expect(isIn(await logIn(person, cookie, headers as Record<string, string>))).toBe(false);
    expect(isIn(await logIn(person, cookie))).toBe(true);
  });

  it('RT-8: is told to no script: whoever signs in without it, as themselves, learns no token of another account', async () => {
    const [owner, own] = [await registerPerson(service.client), await registerPerson(service.client)];
    const answer = await logIn(own, `${NAME}=${owner.tokens.deviceToken}`, { origin: APP });
    expect(isIn(answer)).toBe(true);
    expect(answer.text).not.toContain(owner.tokens.deviceToken);
  });

  it('of which there are two is none: one was planted', async () => {
    const person = await lockedPerson();
    const cookie = `${NAME}=${person.tokens.deviceToken}`;
    expect(isIn(await logIn(person, `${cookie}; ${NAME}=${'A'.repeat(43)}`))).toBe(false);
  });
});
