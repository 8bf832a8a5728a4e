import { Duration } from '../../../src/core/duration.js';
import {
  DeleteAccountDocument,
  RegisterDocument,
  RequestEmailVerificationDocument,
  RequestPasswordResetDocument,
  VerifyEmailDocument,
} from '../../../src/generated/client/operations.js';
import { pause } from '../../support/outcomes.js';
import { atOnce, newcomer, PASSWORD, type Person, registerPerson, uniqueName } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

/** Somebody makes accounts with addresses of one mailbox, which is not theirs. */

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { RATE_LIMITS: 'on' } });
});
afterAll(() => service.stop());

/** The mails that arrived at these addresses, once the outbox is empty. */
async function mailsAt(addresses: readonly string[]) {
  for (let tries = 0; tries < 1500 && (await service.database.outboxMail.count()) > 0; tries++)
    await pause(10);
  return service.mailbox.mails.filter(({ to }) => addresses.includes(to.address));
}

const requestReset = (email: string) =>
  service.client.run(RequestPasswordResetDocument, { input: { email } });
const resetMails = async (email: string) =>
  (await mailsAt([email])).filter(({ subject }) => subject === 'Reset your password');

describe('a mailbox that somebody floods by addresses of it', () => {
  it('gets five mails of a kind, and every account is made all the same', async () => {
    const victim = uniqueName();
    const addresses = Array.from({ length: 20 }, (_, index) => `${victim}+${index}@example.com`);
    const people: Person[] = [];
    for (const email of addresses) people.push(await registerPerson(service.client, { email }));
    expect(await mailsAt(addresses)).toHaveLength(5);
    const said = service.log.lines.filter(({ sentence }) => sentence === 'mail withheld');
    expect(said).toHaveLength(15);
    expect(said[0]?.details).toEqual({ kind: 'emailVerification', rule: 'mailToAliases' });
    expect(JSON.stringify(said)).not.toContain(victim);

    // Who asks for one more learns nothing of what else was sent.
    const asking = { token: people[15]?.tokens.accessToken };
    const { requestEmailVerification } = await service.client.run(
      RequestEmailVerificationDocument,
      {},
      asking,
    );
    expect(requestEmailVerification.message).toBe('A verification link has been sent to your email address');
    expect(await mailsAt(addresses)).toHaveLength(5);

    for (const { tokens } of people.slice(0, 8))
      await service.client.run(
        DeleteAccountDocument,
        { input: { password: PASSWORD } },
        { token: tokens.accessToken },
      );
    const farewells = (await mailsAt(addresses)).filter(
      ({ subject }) => subject === 'Your account was deleted',
    );
    expect(farewells).toHaveLength(5);
  }, 60_000);

  it('gets no more of them where all register at once, with dots and capitals too', async () => {
    const victim = uniqueName();
    const spellings = Array.from({ length: 16 }, (_, index) => {
      const name = `${victim.slice(0, index % 10)}.${victim.slice(index % 10)}+${index}`.replace(/^\./, '');
      return `${index % 2 ? name : name.toUpperCase()}@${index % 3 ? 'gmail' : 'googlemail'}.com`;
    });
    const made = await atOnce(16, (index) =>
      service.client.run(RegisterDocument, { input: newcomer({ email: spellings[index] ?? '' }) }),
    );
    expect(made.map(({ status }) => status)).toEqual(Array(16).fill('fulfilled'));
    expect(await mailsAt(spellings)).toHaveLength(5);
  }, 60_000);

  it('still gets the mails of its owner, who registers with the plain address and forgets the password', async () => {
    const victim = uniqueName();
    for (let index = 0; index < 7; index++)
      await registerPerson(service.client, { email: `${victim}+${index}@example.com` });
    const owner = await registerPerson(service.client, { email: `${victim}@example.com` });
    expect(await mailsAt([owner.email])).toHaveLength(1);
    for (let index = 0; index < 7; index++) await requestReset(`${victim}+${index}@example.com`);
    await requestReset(owner.email);
    expect(await resetMails(owner.email)).toHaveLength(1);
  }, 60_000);

  it('still gets the mails to an address that its owner has verified, whatever it is', async () => {
    const victim = uniqueName();
    const owner = await registerPerson(service.client, { email: `${victim}+mine@example.com` });
    const token = await service.mailbox.token(owner.email, 1, 'verify-email');
    await service.client.run(VerifyEmailDocument, { input: { token } });
    const others = Array.from({ length: 7 }, (_, index) => `${victim}+${index}@example.com`);
    for (const email of others) await registerPerson(service.client, { email });
    for (const email of others) await requestReset(email);
    expect((await mailsAt(others)).filter(({ subject }) => subject === 'Reset your password')).toHaveLength(
      5,
    );
    await requestReset(owner.email);
    expect(await resetMails(owner.email)).toHaveLength(1);
  }, 60_000);

  it('gets mails again when the hour is over', async () => {
    const victim = uniqueName();
    const addresses = Array.from({ length: 7 }, (_, index) => `${victim}+${index}@example.com`);
    for (const email of addresses.slice(0, 6)) await registerPerson(service.client, { email });
    expect(await mailsAt(addresses)).toHaveLength(5);
    service.clock.advance(Duration.minutes(61));
    await registerPerson(service.client, { email: addresses[6] ?? '' });
    expect(await mailsAt(addresses)).toHaveLength(6);
  }, 60_000);
});
