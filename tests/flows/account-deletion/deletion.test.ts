import {
  ChangePasswordDocument,
  ConfirmEmailChangeDocument,
  DeleteAccountDocument,
  LoginDocument,
  MeDocument,
  RefreshTokenDocument,
  RegisterDocument,
  RequestEmailChangeDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  UpdateProfileDocument,
  VerifyEmailDocument,
} from '../../../src/generated/client/operations.js';
import { outcomesAtOnce, pause } from '../../support/outcomes.js';
import { logIn, newcomer, PASSWORD, type Person, registerPerson, uniqueName } from '../../support/people.js';
import { dumpOf } from '../../support/secret-scan.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const remove = ({ tokens }: Person, password = PASSWORD) =>
  service.client.ask(DeleteAccountDocument, { input: { password } }, { token: tokens.accessToken });
const codeIn = ({ errors }: { errors: readonly { extensions?: Record<string, unknown> }[] }) =>
  errors[0]?.extensions?.['code'] ?? 'accepted';
const login = (usernameOrEmail: string) =>
  service.client.ask(LoginDocument, { input: { usernameOrEmail, password: PASSWORD } });

describe('deleteAccount', () => {
  it('S-9: ends access at once, everywhere, and frees username and email', async () => {
    const person = await registerPerson(service.client);
    const other = await logIn(service.client, person);
    expect((await remove(person)).data?.deleteAccount).toEqual({
      success: true,
      message: 'Your account has been deleted',
      userId: person.tokens.user.id,
    });
    for (const { accessToken, refreshToken } of [person.tokens, other]) {
      expect(codeIn(await service.client.ask(MeDocument, {}, { token: accessToken }))).toBe('TOKEN_INVALID');
      const refreshed = await service.client.ask(RefreshTokenDocument, { input: { refreshToken } });
      expect(codeIn(refreshed)).toBe('TOKEN_INVALID');
    }
    for (const name of [person.username, person.email])
      expect(codeIn(await login(name))).toBe('INVALID_CREDENTIALS');
    const { username, email } = person;
    const again = await registerPerson(service.client, { username, email });
    expect(again.tokens.user.id).not.toBe(person.tokens.user.id);
  });

  it('S-9: leaves no token and no link that would apply to whoever registers next', async () => {
    const person = await registerPerson(service.client);
    const client = service.client.as(person.tokens.accessToken);
    const { email } = newcomer();
    await client.run(RequestEmailChangeDocument, { input: { newEmail: email, password: PASSWORD } });
    await client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const reset = await service.mailbox.token(person.email);
    const verification = await service.mailbox.token(person.email, 1, 'verify-email');
    const change = await service.mailbox.token(email, 1, 'confirm-email');
    expect(codeIn(await remove(person))).toBe('accepted');
    const { username, email: freed } = person;
    const next = await registerPerson(service.client, { username, email: freed });
    const answers = [
      await service.client.ask(MeDocument, {}, { token: person.tokens.accessToken }),
      await service.client.ask(RefreshTokenDocument, {
        input: { refreshToken: person.tokens.refreshToken },
      }),
      await service.client.ask(ResetPasswordDocument, {
        input: { token: reset, newPassword: 'Correct-Horse-9' },
      }),
      await service.client.ask(VerifyEmailDocument, { input: { token: verification } }),
      await service.client.ask(ConfirmEmailChangeDocument, { input: { token: change } }),
      await remove(person),
    ];
    expect(answers.map(codeIn)).toEqual(answers.map(() => 'TOKEN_INVALID'));
    const { me } = await service.client.as(next.tokens.accessToken).run(MeDocument, {});
    expect(me).toMatchObject({ username: person.username, email: person.email, emailVerified: false });
  });

  it('S-6: takes the password, which a stolen session does not tell', async () => {
    const person = await registerPerson(service.client);
    expect(codeIn(await remove(person, 'Wrong-Password-1'))).toBe('INVALID_CREDENTIALS');
    expect(codeIn(await login(person.email))).toBe('accepted');
    const where = { userId: person.tokens.user.id, type: 'account_deletion_failed' };
    expect(await service.database.auditEvent.count({ where })).toBe(1);
  });

  it('DR-6: leaves nothing of the user but ids, times and what happened', async () => {
    const person = await registerPerson(service.client, { deviceFingerprint: uniqueName() });
    const { id } = person.tokens.user;
    await login(person.email);
    await service.database.ledgerEntry.create({
      data: {
        id: '01900000-0000-7000-8000-000000000001',
        userId: id,
        account: 'BALANCE',
        amount: '5.00',
        reason: 'test',
        reference: id,
        createdAt: new Date(),
      },
    });
    await remove(person);
    for (let tries = 0; tries < 1500 && (await service.database.outboxMail.count()) > 0; tries++)
      await pause(10);
    const dump = await dumpOf(service.database);
    for (const trace of [person.username, person.email]) expect(dump).not.toContain(trace);
    const tables = dump.split('\n').filter((row) => row.includes(id));
    expect(new Set(tables.map((row) => row.split(':')[0]))).toEqual(
      new Set(['audit_events', 'ledger_entries']),
    );
    const events = await service.database.auditEvent.findMany({ where: { userId: id } });
    expect(events.map(({ type }) => type).sort()).toEqual(['account_deleted', 'logged_in', 'registered']);
    for (const { ipAddress, userAgent } of events) expect([ipAddress, userAgent]).toEqual([null, null]);
    const mail = service.mailbox.to(person.email).at(-1);
    expect(mail?.subject).toBe('Your account was deleted');
    for (const secret of [PASSWORD, 'token=']) expect(`${mail?.text}${mail?.html}`).not.toContain(secret);
  });

  it('lets whom the user referred keep their account', async () => {
    const referrer = await registerPerson(service.client);
    const { referralCode } = referrer.tokens.user;
    const referred = await registerPerson(service.client, { referralCode });
    expect(codeIn(await remove(referrer))).toBe('accepted');
    const { me } = await service.client.as(referred.tokens.accessToken).run(MeDocument, {});
    expect(me?.username).toBe(referred.username);
    const { id } = referred.tokens.user;
    expect((await service.database.user.findUniqueOrThrow({ where: { id } })).referredById).toBeNull();
  });

  it('is done once, of 16 at once, and tells of it once', async () => {
    const person = await registerPerson(service.client);
    const { won, codes } = await outcomesAtOnce(16, () => remove(person));
    expect(won).toHaveLength(1);
    expect(codes.filter((code) => !['INVALID_CREDENTIALS', 'TOKEN_INVALID'].includes(code))).toEqual([]);
    const where = { userId: person.tokens.user.id, type: 'account_deleted' };
    expect(await service.database.auditEvent.count({ where })).toBe(1);
  });

  it('meets those whom the user referred while they verify, and nobody waits for anybody in a circle', async () => {
    const rewarding = await startService({ env: { REFERRAL_REWARD: '5.00' } });
    const referrer = await registerPerson(rewarding.client);
    const { referralCode } = referrer.tokens.user;
    const referred = await Promise.all(
      Array.from({ length: 8 }, () => registerPerson(rewarding.client, { referralCode })),
    );
    const links = await Promise.all(
      referred.map(({ email }) => rewarding.mailbox.token(email, 1, 'verify-email')),
    );
    const answers = await Promise.all([
      ...links.map((token) => rewarding.client.ask(VerifyEmailDocument, { input: { token } })),
      rewarding.client.ask(
        DeleteAccountDocument,
        { input: { password: PASSWORD } },
        { token: referrer.tokens.accessToken },
      ),
    ]);
    expect(answers.map(codeIn)).toEqual(answers.map(() => 'accepted'));
    await rewarding.stop();
  });

  it('meets whatever else the user does at the time without an unexpected error', async () => {
    for (const round of [1, 2, 3, 4, 5]) {
      const person = await registerPerson(service.client);
      const { accessToken: token, refreshToken } = person.tokens;
      const verification = await service.mailbox.token(person.email, 1, 'verify-email');
      const acts = [
        () => remove(person),
        () => login(person.email),
        () =>
          service.client.ask(
            ChangePasswordDocument,
            { input: { currentPassword: PASSWORD, newPassword: 'Correct-Horse-9' } },
            { token },
          ),
        () => service.client.ask(RefreshTokenDocument, { input: { refreshToken } }),
        () =>
          service.client.ask(
            RequestEmailChangeDocument,
            { input: { newEmail: newcomer().email, password: PASSWORD } },
            { token },
          ),
        () => service.client.ask(UpdateProfileDocument, { input: { username: uniqueName() } }, { token }),
        () => service.client.ask(VerifyEmailDocument, { input: { token: verification } }),
        () => service.client.ask(RequestPasswordResetDocument, { input: { email: person.email } }),
        () =>
          service.client.ask(RegisterDocument, {
            input: { ...newcomer(), referralCode: person.tokens.user.referralCode },
          }),
      ];
      // Each round meets the deletion at other moments.
      const staggered = acts.map(async (act, index) => {
        await pause((index * round * 17) % 120);
        return act();
      });
      const answers = await Promise.all(staggered);
      const codes = answers.map((answer) => String(codeIn(answer)));
      const foreseen = /^(accepted|TOKEN_INVALID|TOKEN_REUSED|INVALID_CREDENTIALS|INVALID_REFERRAL_CODE)$/;
      expect(codes.filter((code) => !foreseen.test(code))).toEqual([]);
    }
  });
});
