import { systemRandomness } from '../../src/core/randomness.js';
import { MeDocument, RefreshTokenDocument } from '../../src/generated/client/operations.js';
import { type Instance, startInstance } from '../support/instances.js';
import { codesOf, pause, times } from '../support/outcomes.js';
import { type Person, registerPerson } from '../support/people.js';
import { describePrivatePostgresql, PrivatePostgresql } from '../support/private-postgresql.js';

const CLIENTS = 50;
const STALL = 30_000;

/**
 * A synchronous standby goes missing: statements run and reads are answered, but no commit returns until an operator
 * takes the standby out of the settings.
 */
describePrivatePostgresql(
  'half a minute without commits under fifty clients that refresh, on two instances',
  () => {
    let server: PrivatePostgresql;
    let instances: Instance[];
    beforeAll(async () => {
      server = await PrivatePostgresql.start();
      const storage = { kind: 'postgresql', url: await server.createDatabase('latchkey') } as const;
      const authSecret = systemRandomness.bytes(32);
      // As many connections as in production: one alone could be the one that notes what is used.
      const start = () => startInstance(storage, authSecret, { maxConnections: 10 });
      instances = [await start(), await start()];
    });
    afterAll(async () => {
      await Promise.all(instances.map((instance) => instance.stop()));
      await server.stop();
    });

    it('ends no session and tells nobody of a theft', async () => {
      let over = false;
      const counts = { answered: 0, unanswered: 0 };
      const refused: string[] = [];
      const client = (turn: number) => (instances[turn % 2] as Instance).client;

      /** Refreshes, shows its new access token, and does so again; without an answer it shows the same token again. */
      const live = async (person: Person, index: number) => {
        let { tokens } = person;
        for (let turn = index; !over; turn++) {
          const { refreshToken } = tokens;
          const answer = await client(turn).ask(RefreshTokenDocument, { input: { refreshToken } });
          const next = answer.data?.refreshToken;
          if (next === undefined) {
            counts.unanswered += 1;
            refused.push(...codesOf(answer).filter((code) => code.startsWith('TOKEN_')));
            await pause(500);
            continue;
          }
          counts.answered += 1;
          tokens = next;
          const shown = await client(turn + 1).ask(MeDocument, {}, { token: tokens.accessToken });
          refused.push(...codesOf(shown).filter((code) => code.startsWith('TOKEN_')));
          await pause(250);
        }
        return tokens;
      };
      // A few at once: what is tried here is no flood of registrations.
      const people: Person[] = [];
      while (people.length < CLIENTS)
        people.push(...(await Promise.all(times(5, 0).map((_, index) => registerPerson(client(index))))));
      const clients = people.map((person, index) => live(person, index));
      await pause(2000);
      await server.configure('synchronous_standby_names', 'missing');
      await pause(STALL);
      const duringStall = { ...counts };
      await server.configure('synchronous_standby_names', '');
      await pause(15_000);
      over = true;
      const last = await Promise.all(clients);

      expect(duringStall.unanswered).toBeGreaterThan(CLIENTS);
      expect(counts.answered).toBeGreaterThan(duringStall.answered + CLIENTS);
      expect(refused).toEqual([]);
      for (const { refreshToken } of last)
        expect(codesOf(await client(0).ask(RefreshTokenDocument, { input: { refreshToken } }))).toEqual([]);
      const { database } = instances[0] as Instance;
      expect(await database.session.count()).toBe(CLIENTS);
      const events = await database.auditEvent.groupBy({ by: ['type'], _count: true });
      const told = Object.fromEntries(events.map(({ type, _count }) => [type, _count]));
      expect(told).toMatchObject({ registered: CLIENTS });
      expect(told['refresh_recovered']).toBeGreaterThan(0);
      expect(told['refresh_token_reused']).toBeUndefined();
    });
  },
);
