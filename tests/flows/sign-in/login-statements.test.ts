import { LoginDocument } from '../../../src/generated/client/operations.js';
import { openDatabase } from '../../../src/platform/database/open.js';
import { createTestStorage, silentLog, type TestStorage } from '../../support/database.js';
import { PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { type CollectingDatabase, collectStatements } from '../../support/raw-statements.js';
import { startService, type TestService } from '../../support/service.js';

/** What the service runs beside all requests. */
const BESIDE = /^(due-mails|used-generations)\.|^(SigningKey|RefreshKey)\./;

let storage: TestStorage;
let collecting: CollectingDatabase;
let service: TestService;
beforeAll(async () => {
  storage = await createTestStorage();
  collecting = collectStatements(await openDatabase(storage.storage, silentLog));
  service = await startService({
    adapters: { database: collecting.database },
    dataDir: storage.dataDir,
    env: { RATE_LIMITS: 'off' },
  });
});
afterAll(async () => {
  await service.stop();
  await storage.cleanup();
});

async function statementsOf(action: () => Promise<unknown>): Promise<string[]> {
  collecting.ran.length = 0;
  await action();
  return collecting.ran.filter((name) => !BESIDE.test(name));
}

const ONE_LOGIN = [
  'known-devices.findSignInTarget',
  'passwords.find',
  'users.recordLogin',
  'sign-ins.open',
  'known-devices.give',
];

describe('a login of a user without a second factor', () => {
  const logIn = async ({ email }: Person, deviceToken?: string | null) => {
    const input = { usernameOrEmail: email, password: PASSWORD, deviceToken: deviceToken ?? null };
    return (await service.client.run(LoginDocument, { input })).login;
  };

  it('runs five statements on an unknown device', async () => {
    const person = await registerPerson(service.client);
    expect(await statementsOf(() => logIn(person))).toEqual(ONE_LOGIN);
  });

  it('runs the same five on a known device', async () => {
    const person = await registerPerson(service.client);
    const { deviceToken } = await logIn(person);
    expect(deviceToken).toEqual(expect.any(String));
    expect(await statementsOf(() => logIn(person, deviceToken))).toEqual(ONE_LOGIN);
  });
});
