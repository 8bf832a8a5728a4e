import { getEventListeners } from 'node:events';
import { Duration } from '../../../src/core/duration.js';
import { createAuthClient } from '../../../src/packages/client/index.js';
import { pause } from '../../support/outcomes.js';
import { type ClientEnvironment, failureOf, openEnvironment, signedIn } from './client-environment.js';

let environment: ClientEnvironment;
beforeAll(async () => {
  environment = await openEnvironment();
});
afterAll(() => environment.stop());

const REASON = new Error('The user has left the page');
const reasonFor = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (reason: unknown) => reason,
  );

describe('a call with a signal', () => {
  it('fails with the reason of the signal when the caller aborts, and leaves no listener behind', async () => {
    const { auth, email } = await signedIn(environment);
    const { signal, abort } = abortable();
    environment.front.disturb('Me', 'never be answered');
    const failure = reasonFor(auth.me({ signal }));
    await arrival('Me');
    abort();
    expect(await failure).toBe(REASON);
    expect(environment.front.seen).toEqual(['Me']);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect((await auth.me())?.email).toBe(email);
  });

  it('sends nothing if the caller has already aborted', async () => {
    const { auth, email, password } = await signedIn(environment);
    const { signal, abort } = abortable();
    abort();
    expect(await reasonFor(auth.me({ signal }))).toBe(REASON);
    expect(await reasonFor(auth.passwordPolicy({ signal }))).toBe(REASON);
    expect(await reasonFor(auth.login({ usernameOrEmail: email, password }, { signal }))).toBe(REASON);
    expect(await reasonFor(auth.request('{ me { id } }', {}, { signal }))).toBe(REASON);
    expect(environment.front.seen).toEqual([]);
  });

  it('leaves a refresh alone that other calls wait for', async () => {
    const { auth, email } = await signedIn(environment);
    environment.service.clock.advance(Duration.minutes(16));
    environment.front.disturb('RefreshToken', 'lose the answer');
    const { signal, abort } = abortable();
    const aborted = reasonFor(auth.me({ signal }));
    const other = auth.me();
    await arrival('RefreshToken');
    abort();
    expect(await aborted).toBe(REASON);
    expect((await other)?.email).toBe(email);
  });

  it('opens no session here if the caller aborts a login', async () => {
    const { email, password } = await signedIn(environment);
    const auth = createAuthClient({ url: environment.front.url });
    const { signal, abort } = abortable();
    environment.front.disturb('Login', 'never be answered');
    const failure = reasonFor(auth.login({ usernameOrEmail: email, password }, { signal }));
    await arrival('Login');
    abort();
    expect(await failure).toBe(REASON);
    expect(await auth.getAccessToken()).toBeNull();
  });
});

describe('a call with a time-out', () => {
  it('fails with NETWORK_ERROR when no answer arrives in time', async () => {
    const { auth, email, password } = await signedIn(environment, { timeout: 10_000 });
    for (const name of ['Me', 'AuditEvents', 'Logout', 'Login'])
      environment.front.disturb(name, 'never be answered');
    const hurry = { timeout: 50 };
    const calls = [auth.me(hurry), auth.auditEvents({ first: 1 }, hurry), auth.logout({}, hurry)];
    const errors = await Promise.all(calls.map(failureOf));
    expect(errors.map(({ code }) => code)).toEqual(['NETWORK_ERROR', 'NETWORK_ERROR', 'NETWORK_ERROR']);
    const impatient = createAuthClient({ url: environment.front.url, ...hurry });
    const { code } = await failureOf(impatient.login({ usernameOrEmail: email, password }));
    expect(code).toBe('NETWORK_ERROR');
  });

  it('may be without an end', async () => {
    const { auth, email } = await signedIn(environment, { timeout: Number.POSITIVE_INFINITY });
    expect((await auth.me())?.email).toBe(email);
  });
});

describe('headers', () => {
  it('of one’s own go with each request, and replace none of the client', async () => {
    const headers = { 'X-Trace': 'abc', Authorization: 'Bearer of another', 'Content-Type': 'text/plain' };
    const { auth, email } = await signedIn(environment, { headers });
    expect((await auth.me())?.email).toBe(email);
    expect(environment.front.lastHeaders).toMatchObject({
      'x-trace': 'abc',
      authorization: `Bearer ${await auth.getAccessToken()}`,
      'content-type': 'application/json',
    });
  });

  it('may come from a function, anew for each request', async () => {
    let count = 0;
    const headers = async () => ({ 'x-trace': String(++count) });
    const { auth } = await signedIn(environment, { headers });
    await auth.me();
    const before = Number(environment.front.lastHeaders['x-trace']);
    await auth.refreshToken();
    expect(Number(environment.front.lastHeaders['x-trace'])).toBe(before + 1);
  });
});

describe('the language', () => {
  it('of messages is the one that the client is given, for each request', async () => {
    const url = environment.front.url;
    const wrong = { usernameOrEmail: 'nobody@example.com', password: 'Password123!' };
    const german = createAuthClient({ url, language: 'de' });
    expect((await failureOf(german.login(wrong))).message).toBe('Die Anmeldedaten sind nicht korrekt');
    let language: string | undefined = 'fr';
    const changing = createAuthClient({ url, language: () => language });
    const french = (await failureOf(changing.login(wrong))).message;
    language = undefined;
    const english = (await failureOf(changing.login(wrong))).message;
    expect([french, english]).toEqual(['Identifiants incorrects', 'Invalid credentials']);
  });
});

async function arrival(name: string): Promise<void> {
  while (environment.front.count(name) === 0) await pause(5);
}

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort(REASON) };
}
