import { Duration } from '../../../src/core/duration.js';
import {
  ChangePasswordDocument,
  PasswordResetLinkDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../../src/generated/client/operations.js';
import { PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

const NEW_PASSWORD = 'Correct-Horse-9';
const DEAD = { valid: false, expiresAt: null };

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

async function linkOf({ email }: Person, count = 1, at = service): Promise<string> {
  await at.client.run(RequestPasswordResetDocument, { input: { email } });
  return at.mailbox.token(email, count);
}
const stateOf = async (token: string, at = service) =>
  (await at.client.run(PasswordResetLinkDocument, { input: { token } })).passwordResetLink;

describe('passwordResetLink', () => {
  it('says until when a link is valid, and uses it up by no number of questions', async () => {
    const person = await registerPerson(service.client);
    const [older, newer] = [await linkOf(person), await linkOf(person, 2)];
    const { expiresAt, previousExpiresAt } = await service.database.oneTimeToken.findFirstOrThrow({
      where: { userId: person.tokens.user.id, purpose: 'PASSWORD_RESET' },
    });
    const [untilFirst, untilSecond] = [previousExpiresAt, expiresAt].map((time) => time?.toISOString());
    expect(await stateOf(older)).toEqual({ valid: true, expiresAt: untilFirst });
    for (let asked = 0; asked < 3; asked++)
      expect(await stateOf(newer)).toEqual({ valid: true, expiresAt: untilSecond });
    await service.client.run(ResetPasswordDocument, { input: { token: newer, newPassword: NEW_PASSWORD } });
    for (const token of [older, newer]) expect(await stateOf(token)).toEqual(DEAD);
  });

  it('answers the same for every dead link', async () => {
    const own = await startService();
    const person = await registerPerson(own.client);
    const verification = await own.mailbox.token(person.email, 1, 'verify-email');
    const ended = await linkOf(person, 1, own);
    await own.client
      .as(person.tokens.accessToken)
      .run(ChangePasswordDocument, { input: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD } });
    const other = await registerPerson(own.client);
    const suspended = await linkOf(other, 1, own);
    await own.database.user.update({ where: { id: other.tokens.user.id }, data: { status: 'SUSPENDED' } });
    const expired = await linkOf(await registerPerson(own.client), 1, own);
    own.clock.advance(Duration.minutes(31));
    for (const token of [ended, suspended, expired, verification, 'x'.repeat(43), '', '\u0000', person.email])
      expect(await stateOf(token, own)).toEqual(DEAD);
    await own.stop();
  });

  it('counts a dead link as a failure, and a valid one not', async () => {
    const limited = await startService({ env: { RATE_LIMITS: 'on' } });
    const person = await registerPerson(limited.client);
    const token = await linkOf(person, 1, limited);
    for (let asked = 0; asked < 10; asked++) expect((await stateOf(token, limited)).valid).toBe(true);
    for (let guesses = 0; guesses < 20; guesses++)
      expect(await stateOf('x'.repeat(43), limited)).toEqual(DEAD);
    const refusal = await limited.client.refusal(PasswordResetLinkDocument, { input: { token } });
    expect(refusal.code).toBe('RATE_LIMITED');
    await limited.client.run(ResetPasswordDocument, { input: { token, newPassword: NEW_PASSWORD } });
    await limited.stop();
  });
});
