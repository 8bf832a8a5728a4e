import { Duration } from '../../../src/core/duration.js';
import {
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../../src/generated/client/operations.js';
import {
  type Appearance,
  codesIn,
  everybody,
  expectAlike,
  series,
  service,
  suspend,
} from '../../support/enumeration.js';
import { newcomer, registerPerson } from '../../support/people.js';

describe('requestPasswordReset', () => {
  const document = RequestPasswordResetDocument;

  it('LOG-3, PR-6, PR-10: answers everybody alike after the same work, however often; only the mail tells', async () => {
    const people = await everybody();
    const seen: Record<string, Appearance[]> = {};
    for (const [state, { email }] of Object.entries(people))
      seen[state] = await series(5, document, { input: { email } });
    const alike = expectAlike(seen);
    expect(codesIn(alike)).toEqual(Array(5).fill('accepted'));
    expect(alike[0]?.text).toContain('If the email exists, a password reset link has been sent');
    for (const { work } of alike)
      expect(work).toEqual({
        database: ['$queryRaw', '$executeRaw', '$executeRaw'],
        verifications: [],
        hashes: 0,
      });
    // One that comes after them all has come: so have they.
    const last = await registerPerson(service.client);
    await service.client.run(RequestPasswordResetDocument, { input: { email: last.email } });
    await service.mailbox.token(last.email);
    const mails = Object.entries(people).map(([state, { email }]) => [
      state,
      service.mailbox.tokens(email).length,
    ]);
    expect(Object.fromEntries(mails)).toEqual({
      unverified: 2,
      verified: 2,
      suspended: 0,
      passwordless: 2,
      deleted: 0,
      unknown: 0,
    });
  });

  it('LOG-3: writes as many rows for nobody, so that a commit tells nothing', async () => {
    const rows = async () => ({
      tokens: await service.database.oneTimeToken.count(),
      events: await service.database.auditEvent.count(),
    });
    const growth = async (email: string) => {
      const before = await rows();
      await series(1, document, { input: { email } });
      const after = await rows();
      return { tokens: after.tokens - before.tokens, events: after.events - before.events };
    };
    const { email } = await registerPerson(service.client);
    expect(await growth(email)).toEqual({ tokens: 1, events: 1 });
    expect(await growth(newcomer().email)).toEqual({ tokens: 1, events: 1 });
  });
});

describe('resetPassword', () => {
  it('refuses every token that is no good alike: none, used, replaced, of a suspended user', async () => {
    const mailed = async () => {
      const { email, tokens } = await registerPerson(service.client);
      await service.client.run(RequestPasswordResetDocument, { input: { email } });
      return { email, id: tokens.user.id, token: await service.mailbox.token(email) };
    };
    const reset = (token: string) =>
      series(1, ResetPasswordDocument, { input: { token, newPassword: 'Correct-Horse-9' } });
    const [used, replaced, suspended] = [await mailed(), await mailed(), await mailed()];
    await reset(used.token);
    for (const minutes of [1, 16]) {
      service.clock.advance(Duration.minutes(minutes));
      await service.client.run(RequestPasswordResetDocument, { input: { email: replaced.email } });
    }
    await suspend(suspended.id);
    const seen = {
      used: await reset(used.token),
      replaced: await reset(replaced.token),
      suspended: await reset(suspended.token),
      unknown: await reset('A'.repeat(43)),
    };
    expect(codesIn(expectAlike(seen))).toEqual(['TOKEN_INVALID']);
  });
});
