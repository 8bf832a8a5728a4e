import { hash } from 'argon2';
import { LoginDocument } from '../../../src/generated/client/operations.js';
import { until } from '../../support/outcomes.js';
import { atOnce, logIn, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';
import { breachFileWith } from './lists.js';

const STOLEN = 'Stolen-Horse-4711';
const SUBJECT = 'Choose a new password';

describe('a sign-in with a password that was stolen from another service', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({
      env: { PASSWORD_BREACHES: 'file', PASSWORD_BREACHES_FILE: await breachFileWith(STOLEN) },
    });
  });
  afterAll(() => service.stop());

  /** Had the password before the service knew that it is stolen. */
  async function personWithStolenPassword(): Promise<Person> {
    const person = await registerPerson(service.client);
    await service.database.passwordHash.updateMany({
      where: { user: { username: person.username } },
      data: { phc: await hash(STOLEN) },
    });
    return { ...person, password: STOLEN };
  }

  const notices = ({ email }: Person) =>
    service.mailbox.to(email).filter(({ subject }) => subject === SUBJECT);
  const noted = async ({ username }: Person) => {
    const { id } = await service.database.user.findFirstOrThrow({ where: { username } });
    return service.database.auditEvent.count({ where: { type: 'breached_password_used', userId: id } });
  };

  it('succeeds, and the user is told once', async () => {
    const person = await personWithStolenPassword();
    for (let i = 0; i < 3; i++) await logIn(service.client, person);
    expect(await noted(person)).toBe(1);
    await until(() => notices(person).length > 0);
    const [notice, ...others] = notices(person);
    expect(others).toEqual([]);
    expect(notice?.text).toContain('lists of passwords that were stolen from other websites');
    expect(notice?.text).not.toContain(STOLEN);
  });

  it('is told once, although sixteen happen at once', async () => {
    const person = await personWithStolenPassword();
    const results = await atOnce(16, () => logIn(service.client, person));
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(await noted(person)).toBe(1);
  });

  it('is not told after a wrong password, nor to a user with another one', async () => {
    const person = await registerPerson(service.client);
    await service.client.ask(LoginDocument, {
      input: { usernameOrEmail: person.email, password: STOLEN },
    });
    await logIn(service.client, person);
    expect(await noted(person)).toBe(0);
  });
});
