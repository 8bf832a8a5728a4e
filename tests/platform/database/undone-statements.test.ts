import {
  LoginDocument,
  MeDocument,
  RefreshTokenDocument,
  RegisterDocument,
  UpdateProfileDocument,
} from '../../../src/generated/client/operations.js';
import { administer, STORAGE_KINDS } from '../../support/database.js';
import { type Outcomes, outcomesAtOnce } from '../../support/outcomes.js';
import { newcomer, type Person, registerPerson } from '../../support/people.js';
import { START_LIMIT, type TestService } from '../../support/service.js';
import { type ServedDatabase, serveDatabase } from './served-database.js';

const describePostgresql = STORAGE_KINDS.includes('postgresql') ? describe : describe.skip;
const CROWD = 16;

describePostgresql.each(['serializable', 'repeatable read'])(
  'a database whose transactions are %s unless told otherwise',
  (level) => {
    let served: ServedDatabase;
    let service: TestService;
    let person: Person;
    beforeAll(async () => {
      served = await serveDatabase({ default_transaction_isolation: `'${level}'` });
      service = served.service;
      person = await registerPerson(service.client);
    }, START_LIMIT);
    afterAll(() => served.stop());

    it('answers every one of many refreshes of one token at once', async () => {
      const { refreshToken } = person.tokens;
      const { won, codes } = await outcomesAtOnce(CROWD, () =>
        service.client.ask(RefreshTokenDocument, { input: { refreshToken } }),
      );
      expect(codes).toEqual([]);
      expect(won).toHaveLength(CROWD);
    });

    it('answers refreshes whose session another transaction changes while they wait for it', async () => {
      const { tokens } = await registerPerson(service.client);
      const { refreshToken } = tokens;
      let asked: Promise<Outcomes<unknown>> | undefined;
      await service.database.$transaction(async (tx) => {
        await tx.$executeRaw`UPDATE sessions SET user_agent = 'another' WHERE user_id = ${tokens.user.id}::uuid`;
        asked = outcomesAtOnce<unknown>(4, () =>
          service.client.ask(RefreshTokenDocument, { input: { refreshToken } }),
        );
        for (let waiting = 0; waiting < 4; ) {
          // Not in the transaction: there the first answer would be every further one (pg_stat_clear_snapshot).
          const rows = await service.database.$queryRaw<unknown[]>`
            SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
          waiting = rows.length;
        }
      });
      expect((await asked)?.codes).toEqual([]);
    });

    it('gives a name to one of many who ask for it at once', async () => {
      const { username } = newcomer();
      const { won, codes } = await outcomesAtOnce(CROWD, () =>
        service.client.ask(RegisterDocument, { input: newcomer({ username }) }),
      );
      expect(won).toHaveLength(1);
      expect(new Set(codes)).toEqual(new Set(['USERNAME_TAKEN']));
    });

    it('signs in many at once who are the same user', async () => {
      const { email: usernameOrEmail, password } = person;
      const { won } = await outcomesAtOnce(CROWD, () =>
        service.client.ask(LoginDocument, { input: { usernameOrEmail, password } }),
      );
      expect(won).toHaveLength(CROWD);
    });

    it('makes each of many changes of one account at once', async () => {
      const { accessToken: token } = person.tokens;
      const { won } = await outcomesAtOnce(CROWD, () =>
        service.client.ask(UpdateProfileDocument, { input: { languageCode: 'de' } }, { token }),
      );
      expect(won).toHaveLength(CROWD);
    });

    it('runs its transactions read committed, whose locks are followed by fresh reads', async () => {
      const [row] = await service.database.$transaction(
        (tx) => tx.$queryRaw<{ level: string }[]>`SELECT current_setting('transaction_isolation') AS level`,
      );
      expect(row?.level).toBe('read committed');
    });
  },
);

describePostgresql('a service under which a newer version migrates its tables', () => {
  let served: ServedDatabase;
  let service: TestService;
  beforeAll(async () => {
    served = await serveDatabase({});
    service = served.service;
  }, START_LIMIT);
  afterAll(() => served.stop());

  const everyConnection = async (person: Person) => {
    const { client } = service;
    const { accessToken: token } = person.tokens;
    const { email: usernameOrEmail, password } = person;
    const asked = await Promise.all([
      outcomesAtOnce(CROWD, () => client.ask(MeDocument, {}, { token })),
      outcomesAtOnce(CROWD, () => client.ask(LoginDocument, { input: { usernameOrEmail, password } })),
      outcomesAtOnce(CROWD, () => client.ask(RegisterDocument, { input: newcomer() })),
      outcomesAtOnce(CROWD, () =>
        client.ask(UpdateProfileDocument, { input: { languageCode: 'de' } }, { token }),
      ),
    ]);
    return asked.flatMap(({ codes }) => codes);
  };

  it('answers as if nothing had happened', async () => {
    const person = await registerPerson(service.client);
    expect(await everyConnection(person)).toEqual([]);
    for (const length of [64, 128]) {
      await administer(
        `ALTER TABLE users ALTER COLUMN language_code TYPE varchar(${length})`,
        [],
        served.url,
      );
      expect(await everyConnection(person)).toEqual([]);
    }
  });
});
