import { Duration } from '../../../src/core/duration.js';
import {
  LoginDocument,
  RegisterDocument,
  type RegisterInput,
  RequestEmailVerificationDocument,
  VerifyEmailDocument,
} from '../../../src/generated/client/operations.js';
import { codesOf, pause } from '../../support/outcomes.js';
import { atOnce, newcomer, PASSWORD, registerPerson, uniqueName } from '../../support/people.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

const FIVE_MINUTES = Duration.minutes(5);
const HOUR = Duration.minutes(60);

let strict: TestService;
beforeAll(async () => {
  strict = await startService({ env: { RATE_LIMITS: 'on', REQUIRE_VERIFIED_EMAIL: 'on' } });
}, START_LIMIT);
afterAll(() => strict.stop());

const login = (email: string, password = PASSWORD) =>
  strict.client.ask(LoginDocument, { input: { usernameOrEmail: email, password } });
/** The address of somebody who has registered and has not verified it. */
async function unverified(overrides: Partial<RegisterInput> = {}): Promise<string> {
  const input = newcomer(overrides);
  await strict.client.ask(RegisterDocument, { input });
  return input.email;
}
/** The links that were mailed to the address, once the outbox is empty. */
async function linksTo(email: string): Promise<string[]> {
  for (let tries = 0; tries < 1500 && (await strict.database.outboxMail.count()) > 0; tries++)
    await pause(10);
  // A mail whose delivery the moved clock overtook is sent again.
  return [...new Set(strict.mailbox.tokens(email, 'verify-email'))];
}

describe('a login of a user who must verify the address', () => {
  it('mails a new link, but none within five minutes of the last one, and three in an hour', async () => {
    const email = await unverified();
    await login(email);
    expect(await linksTo(email)).toHaveLength(1);
    for (const links of [2, 3, 4, 4]) {
      strict.clock.advance(FIVE_MINUTES);
      await login(email);
      await login(email);
      expect(await linksTo(email)).toHaveLength(links);
    }
    strict.clock.advance(HOUR);
    await login(email);
    expect(await linksTo(email)).toHaveLength(5);
    const requested = await strict.database.auditEvent.findMany({
      where: { type: 'email_verification_requested' },
    });
    expect(requested.map(({ sessionId }) => sessionId)).toEqual([null, null, null, null]);
    const [token = ''] = (await linksTo(email)).slice(-1);
    await strict.client.run(VerifyEmailDocument, { input: { token } });
    expect(codesOf(await login(email))).toEqual([]);
  });

  it('mails six links in a day', async () => {
    const email = await unverified();
    for (let hour = 0; hour < 4; hour++) {
      for (let tries = 0; tries < 3; tries++) {
        strict.clock.advance(FIVE_MINUTES);
        await login(email);
      }
      strict.clock.advance(HOUR);
    }
    expect(await linksTo(email)).toHaveLength(1 + 6);
  });

  it('mails one link, of sixteen logins at once', async () => {
    const email = await unverified();
    strict.clock.advance(FIVE_MINUTES);
    await atOnce(16, () => login(email));
    expect(await linksTo(email)).toHaveLength(2);
  });

  it('shares its mails with all aliases of the mailbox, but leaves those of the plain address alone', async () => {
    const name = uniqueName();
    const [one, other] = [
      await unverified({ email: `${name}+1@example.com` }),
      await unverified({ email: `${name}+2@example.com` }),
    ];
    for (const email of [one, other, one, other]) {
      strict.clock.advance(FIVE_MINUTES);
      await login(email);
    }
    const links = await Promise.all([one, other].map(linksTo));
    expect(links.map(({ length }) => length)).toEqual([3, 2]);
    const plain = await unverified({ email: `${name}@example.com` });
    strict.clock.advance(FIVE_MINUTES);
    await login(plain);
    expect(await linksTo(plain)).toHaveLength(2);
  });

  it('mails nothing after a wrong password', async () => {
    const email = await unverified();
    strict.clock.advance(FIVE_MINUTES);
    await login(email, 'Wrong-password-1');
    expect(await linksTo(email)).toHaveLength(1);
  });
});

describe('requestEmailVerification', () => {
  it('counts by mailbox: three in an hour and six in a day', async () => {
    const open = await startService({ env: { RATE_LIMITS: 'on' } });
    const { email, tokens } = await registerPerson(open.client);
    const ask = async (token: string) =>
      codesOf(await open.client.as(token).ask(RequestEmailVerificationDocument, {}));
    for (const codes of [[], [], [], ['RATE_LIMITED']]) expect(await ask(tokens.accessToken)).toEqual(codes);
    const alias = await registerPerson(open.client, { email: email.replace('@', '+1@') });
    expect(await ask(alias.tokens.accessToken)).toEqual([]);
    open.clock.advance(HOUR);
    const again = (
      await open.client.run(LoginDocument, { input: { usernameOrEmail: email, password: PASSWORD } })
    ).login.accessToken;
    for (const codes of [[], [], [], ['RATE_LIMITED']]) expect(await ask(again)).toEqual(codes);
    open.clock.advance(HOUR);
    const last = (
      await open.client.run(LoginDocument, { input: { usernameOrEmail: email, password: PASSWORD } })
    ).login.accessToken;
    expect(await ask(last)).toEqual(['RATE_LIMITED']);
    await open.stop();
  });
});
