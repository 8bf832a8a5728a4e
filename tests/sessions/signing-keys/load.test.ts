import { systemRandomness } from '../../../src/core/randomness.js';
import { LoginDocument, MeDocument, RefreshTokenDocument } from '../../../src/generated/client/operations.js';
import { PUBLISHED_AHEAD } from '../../../src/sessions/signing-keys/key-life.js';
import { MovableClock } from '../../support/adapters.js';
import { createTestStorage, STORAGE_KINDS, type TestStorage } from '../../support/database.js';
import { claimsOf, forge, headerOf, openSigningKey } from '../../support/forgery.js';
import { type Instance, startInstance } from '../../support/instances.js';
import { codesOf, pause, times } from '../../support/outcomes.js';
import { logIn, type Person, registerPerson } from '../../support/people.js';
import { DAY, kidOf, listed, me } from './keys.js';

const ROTATIONS = 10;
const CLIENTS = 50;

// An embedded database belongs to one process.
const describeShared = STORAGE_KINDS.includes('postgresql') ? describe : describe.skip;

describeShared(
  'ten rotations while fifty clients log in, refresh and ask, on two instances over one PostgreSQL',
  () => {
    const clock = new MovableClock();
    const authSecret = systemRandomness.bytes(32);
    let storage: TestStorage;
    let instances: Instance[] = [];
    beforeAll(async () => {
      storage = await createTestStorage('postgresql');
      const start = () =>
        startInstance(storage.storage, authSecret, { clock, env: { ACCESS_TOKEN_TTL: '1d' } });
      instances = [await start(), await start()];
    }, 120_000);
    afterAll(async () => {
      await Promise.all(instances.map((instance) => instance.stop()));
      await storage.cleanup();
    });

    const instance = (index: number) => instances[index % 2] as Instance;

    it('CK-2: fail no request, and no token of a key that is over passes', async () => {
      const people = await Promise.all(times(4, 0).map((_, index) => registerPerson(instance(index).client)));
      let over = false;
      const failures: string[] = [];
      const seen = new Map<string, string>();
      const counts = { login: 0, refresh: 0, me: 0 };

      /** Signs in now and then, and in between refreshes and asks, at whichever instance. */
      const live = async (index: number) => {
        const person = people[index % people.length] as Person;
        let turn = index;
        const client = () => instance(turn++).client;
        const tell = (what: keyof typeof counts, codes: readonly string[]) => {
          counts[what] += 1;
          failures.push(...codes.map((code) => `${what}: ${code}`));
        };
        while (!over) {
          const input = { usernameOrEmail: person.email, password: person.password };
          const answer = await client().ask(LoginDocument, { input });
          tell('login', codesOf(answer));
          let tokens = answer.data?.login;
          for (let step = 0; step < 8 && tokens !== undefined && !over; step++) {
            seen.set(kidOf(tokens.accessToken) ?? '', tokens.accessToken);
            tell('me', codesOf(await client().ask(MeDocument, {}, { token: tokens.accessToken })));
            const { refreshToken } = tokens;
            const next = await client().ask(RefreshTokenDocument, { input: { refreshToken } });
            tell('refresh', codesOf(next));
            tokens = next.data?.refreshToken;
          }
        }
      };
      const concurrent = times(CLIENTS, 0).map((_, index) => live(index));
      const [first] = await listed(instance(0));
      try {
        for (let rotation = 0; rotation < ROTATIONS; rotation++) {
          const next = await instance(rotation).signing.signingKeys.rotate();
          await pause(150);
          // What ten minutes are for: both instances read the table many times.
          await Promise.all(instances.map(({ signing }) => signing.keyRing.reload()));
          clock.advance(PUBLISHED_AHEAD);
          for (let waits = 0; !seen.has(next) && waits < 200; waits++) await pause(50);
          await pause(100);
        }
      } finally {
        over = true;
      }
      await Promise.all(concurrent);
      expect(failures).toEqual([]);
      expect(seen.size).toBe(ROTATIONS + 1);
      expect(Math.min(...Object.values(counts))).toBeGreaterThan(CLIENTS);
      expect(await listed(instance(1))).toHaveLength(ROTATIONS + 1);

      // The last day of the first key: a token that it signed and that would live for ever.
      const person = people[0] as Person;
      const { database } = instance(0);
      const { privateKey } = await openSigningKey(database, authSecret, first);
      const { accessToken } = await logIn(instance(0).client, person);
      const exp = Math.floor(clock.now().getTime() / 1000) + 365 * 86_400;
      const endless = forge(
        privateKey,
        { ...headerOf(accessToken), kid: first },
        { ...claimsOf(accessToken), exp },
      );
      for (const service of instances) expect(await me(service, endless)).toBe('');
      clock.advance(DAY);
      for (const service of instances) expect(await me(service, endless)).toBe('TOKEN_INVALID');
    }, 120_000);
  },
);
