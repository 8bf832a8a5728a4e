import { Duration } from '../../../src/core/duration.js';
import {
  ConfirmTotpEnrolmentDocument,
  RegisterDocument,
  RemovePasskeyDocument,
  SignInWithRecoveryCodeDocument,
  StartPasskeyRegistrationDocument,
  StartTotpEnrolmentDocument,
} from '../../../src/generated/client/operations.js';
import { appointedAdministrator, clientOf, giveRole } from '../../support/administrators.js';
import { Authenticator as PasskeyAuthenticator } from '../../support/authenticator.js';
import { addPasskey, personWithPasskey, signInRefusal } from '../../support/passkeys.js';
import { logIn, newcomer, registerPerson } from '../../support/people.js';
import { Authenticator, challengeOf } from '../../support/second-factors.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

/** More than the clocks of instances differ. */
const A_WHILE = Duration.minutes(6);

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { MFA_FOR_ADMINISTRATORS: 'required' } });
}, START_LIMIT);
afterAll(() => service.stop());

describe('an administrator without a factor', () => {
  it('AD-5: begins to register a passkey with the right code alone', async () => {
    const asking = clientOf(service, await appointedAdministrator(service));
    expect(await asking.refusal(StartPasskeyRegistrationDocument, {})).toMatchObject({
      code: 'FORBIDDEN',
      reason: 'enrolmentCodeNeeded',
    });
    const input = { enrolmentCode: 'A'.repeat(43) };
    expect((await asking.refusal(StartPasskeyRegistrationDocument, { input })).code).toBe('INVALID_CODE');
  });

  it('AD-5: does not confirm without one an app that was begun before the role came', async () => {
    const person = await registerPerson(service.client);
    const asking = clientOf(service, person);
    const { startTotpEnrolment: begun } = await asking.run(StartTotpEnrolmentDocument, {
      input: { name: 'Phone' },
    });
    await giveRole(service, person, 'ADMIN');
    const input = { id: begun.id, code: new Authenticator(begun.secret, service.clock).next() };
    expect(await asking.refusal(ConfirmTotpEnrolmentDocument, { input })).toMatchObject({
      code: 'FORBIDDEN',
      reason: 'enrolmentCodeNeeded',
    });
  });
});

it('after a recovery code, a passkey is removed at once with another right one alone', async () => {
  const person = await personWithPasskey(service.client);
  service.clock.advance(A_WHILE);
  const challenge = await challengeOf(service.client, person);
  const used = { challenge, code: person.added.recoveryCodes?.[0] ?? '' };
  const { signInWithRecoveryCode: tokens } = await service.client.run(SignInWithRecoveryCodeDocument, {
    input: used,
  });
  const input = { id: person.added.passkey.id, recoveryCode: used.code };
  const asking = service.client.as(tokens.accessToken);
  expect((await asking.refusal(RemovePasskeyDocument, { input })).code).toBe('INVALID_CODE');
  expect(await service.database.passkey.count({ where: { userId: person.tokens.user.id } })).toBe(1);
});

it('a passkey opens nothing before the address is verified, where that comes first', async () => {
  const strict = await startService({ env: { REQUIRE_VERIFIED_EMAIL: 'on' } });
  try {
    const input = newcomer();
    await strict.client.ask(RegisterDocument, { input });
    const verified = (at: Date | null) =>
      strict.database.user.updateMany({ where: { username: input.username }, data: { emailVerifiedAt: at } });
    await verified(new Date());
    const { accessToken } = await logIn(strict.client, { ...input, tokens: null as never });
    const authenticator = new PasskeyAuthenticator();
    await addPasskey(strict.client.as(accessToken), authenticator);
    await verified(null);
    expect((await signInRefusal(strict.client, authenticator)).code).toBe('EMAIL_NOT_VERIFIED');
  } finally {
    await strict.stop();
  }
});
