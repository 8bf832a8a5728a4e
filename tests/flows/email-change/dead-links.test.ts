import { Duration } from '../../../src/core/duration.js';
import {
  ChangePasswordDocument,
  DeleteAccountDocument,
  RequestEmailChangeDocument,
  RequestPasswordResetDocument,
} from '../../../src/generated/client/operations.js';
import { Mailbox } from '../../support/adapters.js';
import { pause } from '../../support/outcomes.js';
import { PASSWORD, type Person, registerPerson, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

/** Longer than the rest after a first try in vain, and short beside the life of a link. */
const SOME_SECONDS = Duration.seconds(5);

/** A mail server that is down until somebody sees to it. */
class Interrupted extends Mailbox {
  isDown = true;

  override async send(...mail: Parameters<Mailbox['send']>): Promise<void> {
    if (this.isDown) throw new Error('down');
    await super.send(...mail);
  }
}

describe('a link that waits for a mail server', () => {
  let service: TestService;
  let mailer: Interrupted;
  let person: Person;
  let wanted: string;

  beforeAll(async () => {
    mailer = new Interrupted();
    service = await startService({ adapters: { mailer } });
  });
  afterAll(() => service.stop());
  beforeEach(async () => {
    mailer.isDown = true;
    person = await registerPerson(service.client);
    wanted = `${uniqueName()}@example.com`;
    await service.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    await own().run(RequestEmailChangeDocument, { input: { newEmail: wanted, password: PASSWORD } });
  });

  const own = () => service.client.as(person.tokens.accessToken);

  /** The subjects of what arrives at their addresses once the server is up. */
  async function importedUser(): Promise<string[]> {
    mailer.isDown = false;
    for (let tries = 0; tries < 1000 && (await service.database.outboxMail.count()) > 0; tries++) {
      service.clock.advance(SOME_SECONDS);
      await pause(20);
    }
    return [person.email, wanted]
      .flatMap((address) => mailer.to(address).map(({ subject }) => subject))
      .sort();
  }

  it('S-9: is not sent any more when its account was deleted, and leaves no row', async () => {
    const others = await registerPerson(service.client);
    await own().run(DeleteAccountDocument, { input: { password: PASSWORD } });
    expect(await importedUser()).toEqual([
      'Someone wants to change your email address',
      'Your account was deleted',
    ]);
    expect(mailer.to(others.email)).toHaveLength(1);
  });

  it('S-3: is not sent any more when the password was changed, which the notifications about it are', async () => {
    const input = { currentPassword: PASSWORD, newPassword: 'Correct-Horse-9' };
    await own().run(ChangePasswordDocument, { input });
    expect(await importedUser()).toEqual([
      'Someone wants to change your email address',
      'Your password was changed',
    ]);
  });
});
