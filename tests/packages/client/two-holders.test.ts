import { Duration } from '../../../src/core/duration.js';
import { createAuthClient, type Session, type TokenStorage } from '../../../src/packages/client/index.js';
import { SharedLock } from '../../../src/packages/client/tabs.js';
import { pause } from '../../support/outcomes.js';
import { registerPerson } from '../../support/people.js';
import { type ClientEnvironment, failureOf, openEnvironment, signedIn } from './client-environment.js';

let environment: ClientEnvironment;
beforeAll(async () => {
  environment = await openEnvironment();
});
afterAll(() => environment.stop());

/** One place, such as a file or a key store, that several clients read and write. */
function place(): TokenStorage {
  let kept: Session | null = null;
  return {
    read: () => kept,
    write: (_name, session) => {
      kept = session;
    },
  };
}

describe('two clients with one storage and no messages between them', () => {
  it('use the later session, though the clock of their machine was set back', async () => {
    const storage = place();
    const { auth, signedOut, email } = await signedIn(environment, { storage });
    const other = createAuthClient({ url: environment.front.url, storage });
    await other.me();
    environment.service.clock.advance(Duration.minutes(16));
    const { now } = Date;
    Date.now = () => now() - 3_600_000;
    await other.me().finally(() => {
      Date.now = now;
    });
    // Much later: the refresh token that the first one has in memory would be an old one come back.
    await environment.service.database.session.updateMany({ data: { rotatedAt: new Date(0) } });
    expect((await auth.me())?.email).toBe(email);
    expect([signedOut(), environment.front.count('RefreshToken')]).toEqual([0, 1]);
  });

  it('send no call again as somebody else who has signed in meanwhile', async () => {
    const storage = place();
    const { auth, signedOut, id } = await signedIn(environment, { storage });
    const eve = await registerPerson(environment.service.client);
    await createAuthClient({ url: environment.front.url, storage }).login({
      usernameOrEmail: eve.email,
      password: eve.password,
    });
    await environment.service.database.session.deleteMany({ where: { userId: id } });
    environment.front.forget();
    const refused = (await auth.getAccessToken()) ?? '';
    expect((await failureOf(auth.updateProfile({ languageCode: 'de' }))).code).toBe('TOKEN_INVALID');
    expect(await auth.getAccessToken(refused)).toBeNull();
    expect(environment.front.seen).toEqual(['UpdateProfile']);
    // Whoever shows the user before has to know.
    expect(signedOut()).toBe(1);
    expect((await auth.me())?.email).toBe(eve.email);
  });
});

describe('turns where the browser forbids its locks', () => {
  const withLocks = async (locks: object, act: (turns: SharedLock) => Promise<void>) => {
    const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
    Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { locks } });
    try {
      await act(new SharedLock('turns', () => undefined));
    } finally {
      if (before) Object.defineProperty(globalThis, 'navigator', before);
      else Reflect.deleteProperty(globalThis, 'navigator');
    }
  };

  it('are taken within the page: a frame that is sandboxed has no more', async () => {
    const request = () => Promise.reject(new DOMException('no', 'SecurityError'));
    await withLocks({ request }, async (turns) => {
      const events: string[] = [];
      const act = (name: string) => async () => {
        events.push(`${name} begins`);
        await pause(20);
        events.push(`${name} ends`);
      };
      await Promise.all([turns.take(act('one')), turns.take(act('two'))]);
      expect(events).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
    });
  });
});
