import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { Duration } from '../../../src/core/duration.js';
import type * as client from '../../../src/packages/client/index.js';
import { times } from '../../support/outcomes.js';
import { registerPerson } from '../../support/people.js';
import { type ClientEnvironment, openEnvironment } from './client-environment.js';

let environment: ClientEnvironment;
let code: string;
beforeAll(async () => {
  environment = await openEnvironment();
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../../../src/packages/client/index.ts', import.meta.url))],
    bundle: true,
    format: 'iife',
    globalName: 'latchkey',
    target: 'es2022',
    write: false,
  });
  code = outputFiles[0]?.text ?? '';
});
afterAll(() => environment.stop());

/**
 * Loads the client as an app does that has just started. The app has the globals of the language and those that
 * React Native adds, and no locks, channel, `localStorage`, document, `atob`, `TextEncoder` or `crypto`.
 */
function startApp(): typeof client {
  const globals = { fetch, setTimeout, clearTimeout, queueMicrotask, AbortController };
  const context = createContext({ ...globals, navigator: { product: 'ReactNative' } });
  runInContext('globalThis.window = globalThis;', context);
  return runInContext(`${code}\nlatchkey`, context);
}

/** As the key store of a phone: it keeps texts, takes a moment, and outlives the app. */
function keyStore(): client.TokenStorage & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    read: async (name) => JSON.parse(kept.get(name) ?? 'null'),
    write: async (name, session) => void kept.set(name, JSON.stringify(session)),
    device: {
      read: async (name) => kept.get(name) ?? null,
      write: async (name, deviceToken) => void kept.set(name, deviceToken),
    },
  };
}

describe('the client in React Native', () => {
  it('signs in, refreshes once for all calls, and is signed in when the app starts again', async () => {
    const person = await registerPerson(environment.service.client);
    const storage = keyStore();
    const auth = startApp().createAuthClient({ url: environment.front.url, storage });
    const changes: unknown[] = [];
    auth.onSessionChange(({ reason }) => changes.push(reason));
    await auth.login({ usernameOrEmail: person.email, password: person.password });
    environment.service.clock.advance(Duration.minutes(16));
    environment.front.forget();
    const answers = await Promise.all(times(10, null).map(() => auth.me()));
    expect(answers.map((user) => user?.email)).toEqual(times(10, person.email));
    expect([environment.front.count('RefreshToken'), changes]).toEqual([1, ['login', 'refresh']]);

    const later = startApp().createAuthClient({ url: environment.front.url, storage });
    expect((await later.me())?.email).toBe(person.email);
    await later.logout();
    expect([...storage.kept.values()]).toEqual(['null', expect.stringMatching(/^[\w-]{43}$/)]);
  });

  it('aborts a call, and fails with AuthErrors', async () => {
    const app = startApp();
    const auth = app.createAuthClient({ url: environment.front.url, storage: app.inLocalStorage() });
    const failure = await auth.revokeOtherSessions().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(app.AuthError);
    expect(failure).toMatchObject({ code: 'UNAUTHENTICATED' });
    const controller = new AbortController();
    environment.front.disturb('PasswordPolicy', 'never be answered');
    const call = auth.passwordPolicy({ signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });
});
