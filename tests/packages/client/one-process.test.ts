import {
  createAuthClient,
  inCookie,
  inLocalStorage,
  inMemory,
  type Session,
  type TokenStorage,
} from '../../../src/packages/client/index.js';
import { pause, times } from '../../support/outcomes.js';
import { registerPerson } from '../../support/people.js';
import { type ClientEnvironment, openEnvironment, signedIn } from './client-environment.js';
import { CookieJar } from './cookie-jar.js';
import { pretendBrowser } from './pretended-globals.js';

const USERS = 50;
const COOKIE = '__Host-latchkey-refresh';
const SIGN_IN = `mutation ($input: RefreshTokenInput!) {
  refreshToken(input: $input) { accessToken refreshToken expiresIn }
}`;

let environment: ClientEnvironment;
let users: { readonly email: string; refreshToken: string }[];
beforeAll(async () => {
  environment = await openEnvironment();
  users = await Promise.all(
    times(USERS, null).map(async () => {
      const { email, tokens } = await registerPerson(environment.service.client);
      return { email, refreshToken: tokens.refreshToken };
    }),
  );
});
afterAll(() => environment.stop());

/** A place of one user's own that calls itself shared, as one does that was written for the tabs of a browser. */
function ownWorkspace(): TokenStorage {
  let kept: Session | null = null;
  return {
    shared: true,
    read: async () => kept,
    write: async (_name, session) => {
      kept = session;
    },
  };
}

const STORAGES: readonly (readonly [string, () => TokenStorage])[] = [
  ['in memory', inMemory],
  ['in localStorage', inLocalStorage],
  ['in a storage of their own', ownWorkspace],
  ['in cookies', inCookie],
];

describe.each<[string, () => () => void]>([
  ['of Node.js', () => () => undefined],
  ['of a browser beside them', pretendBrowser],
])('fifty users of one process, with the globals %s', (_globals, pretend) => {
  let restore: () => void;
  beforeAll(() => {
    restore = pretend();
  });
  afterAll(() => restore());

  it.each(STORAGES)('each see themselves with tokens %s', async (_storage, storage) => {
    const clients = users.map(() => {
      const jar = new CookieJar(environment.front.origin);
      const auth = createAuthClient({ url: environment.front.url, storage: storage(), fetch: jar.fetch });
      return { auth, jar };
    });
    const whoIsWho = () => Promise.all(clients.map(async ({ auth }) => (await auth.me())?.email));
    const emails = users.map(({ email }) => email);
    await Promise.all(
      clients.map(async ({ auth, jar }, index) => {
        const user = users[index] as (typeof users)[number];
        const data = (await auth.request(SIGN_IN, { input: { refreshToken: user.refreshToken } })) as {
          refreshToken: { refreshToken: string };
        };
        user.refreshToken = data.refreshToken.refreshToken || (jar.get(COOKIE) ?? '');
      }),
    );
    // A message from one client to the others would have arrived.
    await pause(100);
    expect(await whoIsWho()).toEqual(emails);
    const tokens = await Promise.all(clients.map(({ auth }) => auth.getAccessToken()));
    expect(new Set(tokens).size).toBe(USERS);
    // A neighbour who signs out takes nobody along.
    const neighbour = await signedIn(environment, {
      storage: storage(),
      fetch: new CookieJar(environment.front.origin).fetch,
    });
    await neighbour.auth.logout();
    await pause(100);
    expect(await whoIsWho()).toEqual(emails);
  });
});
