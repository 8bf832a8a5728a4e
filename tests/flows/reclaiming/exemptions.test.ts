import { Duration } from '../../../src/core/duration.js';
import { OPERATOR } from '../../../src/core/viewer.js';
import {
  LoginDocument,
  RequestSignInCodeDocument,
  SignInWithCodeDocument,
} from '../../../src/generated/client/operations.js';
import { BESIDE, giveRole } from '../../support/administrators.js';
import { Authenticator as Key } from '../../support/authenticator.js';
import { askForCode, CODES_ON, codesTo, signInByCode } from '../../support/mailed-codes.js';
import { codesOf, until } from '../../support/outcomes.js';
import { addPasskey } from '../../support/passkeys.js';
import { logIn, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { enrol } from '../../support/second-factors.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: CODES_ON });
}, START_LIMIT);
afterAll(() => service.stop());

const DAY = Duration.minutes(24 * 60);
const WEEK = Duration.minutes(7 * 24 * 60);

const own = ({ tokens }: Person) => service.client.as(tokens.accessToken);
const update = ({ tokens }: Person, data: object) =>
  service.database.user.update({ where: { id: tokens.user.id }, data });

/** As the operator does it, with a command beside the database. */
const adjust = ({ tokens }: Person, account: 'BALANCE' | 'REFERRAL', amount: string) =>
  service.admin.administration.adjustBalance(
    OPERATOR,
    { userId: tokens.user.id, account, amount, reason: 'test', idempotencyKey: crypto.randomUUID() },
    BESIDE,
  );

async function withApp(person: Person): Promise<void> {
  await enrol(own(person), service.clock);
}

/** What makes an account that never proved its mailbox one that must not be reclaimed. */
const EXEMPT: Readonly<Record<string, (person: Person) => Promise<unknown>>> = {
  'an administrator': (person) => giveRole(service, person, 'ADMIN'),
  'a user whom the operator made': (person) => update(person, { provisioned: true }),
  'a user with an authenticator app of a day ago': async (person) => {
    await withApp(person);
    service.clock.advance(DAY);
  },
  'a user with a passkey of a day ago': async (person) => {
    await addPasskey(own(person), new Key());
    service.clock.advance(DAY);
  },
  'a user with a balance': (person) => adjust(person, 'BALANCE', '0.01'),
  'a user with a referral balance': (person) => adjust(person, 'REFERRAL', '1.00'),
  'a user with entries in the ledger that add up to nothing': async (person) => {
    await adjust(person, 'BALANCE', '5.00');
    await adjust(person, 'BALANCE', '-5.00');
  },
  'a user who signed in a week after the registration': async (person) => {
    service.clock.advance(WEEK);
    service.clock.advance(Duration.seconds(1));
    await logIn(service.client, person);
  },
};

/** What does not. */
const RECLAIMABLE: Readonly<Record<string, (person: Person) => Promise<unknown>>> = {
  'a new user': async () => undefined,
  'a user with an authenticator app of today': withApp,
  'a user with a passkey of today': (person) => addPasskey(own(person), new Key()),
  'a user who signed in within a week': async (person) => {
    service.clock.advance(DAY);
    await logIn(service.client, person);
  },
  'a user who registered long ago and never signed in': async () => service.clock.advance(WEEK),
};

describe('an account that never proved its mailbox', () => {
  it.each(Object.keys(EXEMPT))('is not reclaimed if it is that of %s', async (name) => {
    const person = await registerPerson(service.client);
    await EXEMPT[name]?.(person);
    const { requestSignInCode: asked } = await service.client.run(RequestSignInCodeDocument, {
      input: { email: person.email },
    });
    const input = { challenge: asked.challenge, code: 'ZZZZ-ZZZZ' };
    expect(codesOf(await service.client.ask(SignInWithCodeDocument, { input }))).toEqual(['INVALID_CODE']);
    await until(() =>
      service.mailbox.to(person.email).some(({ subject }) => /with a code yet/.test(subject)),
    );
    expect(codesTo(service, person.email)).toEqual([]);
    const login = { usernameOrEmail: person.email, password: PASSWORD };
    const codes = codesOf(await service.client.ask(LoginDocument, { input: login }));
    expect(['', 'MFA_REQUIRED']).toContain(codes[0] ?? '');
  });

  it.each(Object.keys(RECLAIMABLE))('is reclaimed if it is that of %s', async (name) => {
    const person = await registerPerson(service.client);
    await RECLAIMABLE[name]?.(person);
    const { user } = await signInByCode(service, person.email);
    expect(user).toMatchObject({ id: person.tokens.user.id, emailVerified: true });
    const login = { usernameOrEmail: person.email, password: PASSWORD };
    expect(codesOf(await service.client.ask(LoginDocument, { input: login }))).toEqual([
      'INVALID_CREDENTIALS',
    ]);
  });

  it('is not reclaimed by a code if it became exempt after the code was mailed', async () => {
    const person = await registerPerson(service.client);
    const input = await askForCode(service, person.email);
    await adjust(person, 'BALANCE', '5.00');
    expect(codesOf(await service.client.ask(SignInWithCodeDocument, { input }))).toEqual(['INVALID_CODE']);
    expect((await logIn(service.client, person)).user.id).toBe(person.tokens.user.id);
  });
});
