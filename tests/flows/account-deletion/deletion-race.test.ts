import { DeleteAccountDocument, LoginDocument } from '../../../src/generated/client/operations.js';
import { type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const guess = ({ email }: Person) =>
  service.client.ask(LoginDocument, { input: { usernameOrEmail: email, password: 'Not-Theirs-1!' } });

const leave = ({ tokens, password }: Person) =>
  service.client.as(tokens.accessToken).run(DeleteAccountDocument, { input: { password } });

describe('deleteAccount, while others try to log in', () => {
  it('DR-6: leaves no event that tells where they tried from, though they began before it', async () => {
    const person = await registerPerson(service.client);
    const guesses = Array.from({ length: 8 }, () => guess(person));
    await Promise.all([...guesses, leave(person), ...Array.from({ length: 8 }, () => guess(person))]);
    const events = await service.database.auditEvent.findMany({
      where: { userId: person.tokens.user.id, type: 'login_failed' },
    });
    expect(events.length).toBeGreaterThan(0);
    expect(events.filter(({ ipAddress, userAgent }) => ipAddress !== null || userAgent !== null)).toEqual([]);
  });
});
