import {
  LoginDocument,
  MeDocument,
  RegisterDocument,
  UpdateProfileDocument,
} from '../../../src/generated/client/operations.js';
import { doctor, of } from '../../operator/doctor/report.js';
import { STORAGE_KINDS, terminateConnections } from '../../support/database.js';
import { codesOf, outcomesAtOnce, pause } from '../../support/outcomes.js';
import { newcomer, type Person, registerPerson } from '../../support/people.js';
import { START_LIMIT } from '../../support/service.js';
import { type ServedDatabase, serveDatabase } from './served-database.js';

const describePostgresql = STORAGE_KINDS.includes('postgresql') ? describe : describe.skip;
const CROWD = 16;

describePostgresql('a service whose PostgreSQL takes no writes, as a standby after a failover', () => {
  let served: ServedDatabase;
  let person: Person;
  beforeAll(async () => {
    served = await serveDatabase({});
    person = await registerPerson(served.service.client);
    await served.set('default_transaction_read_only', 'on');
    // The role of the server changes under its connections, which it ends.
    await terminateConnections(served.url);
  }, START_LIMIT);
  afterAll(() => served.stop());

  const ready = async () => (await fetch(`${served.service.url}/readyz`)).status;
  const me = () => served.service.client.ask(MeDocument, {}, { token: person.tokens.accessToken });
  const logInAgain = () => {
    const { email: usernameOrEmail, password } = person;
    return served.service.client.ask(LoginDocument, { input: { usernameOrEmail, password } });
  };
  const change = () =>
    served.service.client.ask(
      UpdateProfileDocument,
      { input: { languageCode: 'de' } },
      { token: person.tokens.accessToken },
    );

  it('is not ready, and its doctor says why', async () => {
    expect(await ready()).toBe(503);
    const report = await doctor(served.env);
    expect(of(report, 'writes')).toMatchObject({
      status: 'problem',
      sentence: 'The database refuses writes: it is a standby, or a setting makes it read-only.',
    });
  });

  it('answers who only reads, and tells those who write when to come again', async () => {
    expect(codesOf(await me())).toEqual([]);
    const written = await Promise.all([
      served.service.client.ask(RegisterDocument, { input: newcomer() }),
      logInAgain(),
      change(),
    ]);
    expect(written.map(({ errors }) => errors[0]?.extensions)).toEqual(
      written.map(() => expect.objectContaining({ code: 'SERVICE_UNAVAILABLE', retryAfter: 2 })),
    );
  });

  it('leaves its old connections for new ones once writes are possible again, without a restart', async () => {
    // Every connection of the pool is one to the database as it was.
    await outcomesAtOnce(CROWD, me);
    await served.set('default_transaction_read_only', 'off');
    // This write is refused on an old connection, unless another one was before it.
    await change();
    const { codes } = await outcomesAtOnce<unknown>(CROWD, (index) =>
      index % 2 === 0 ? change() : logInAgain(),
    );
    expect(codes).toEqual([]);
    await pause(1100);
    expect(await ready()).toBe(200);
    expect(of(await doctor(served.env), 'writes')?.status).toBe('ok');
  });
});
