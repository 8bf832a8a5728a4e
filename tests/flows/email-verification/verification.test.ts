import { Duration } from '../../../src/core/duration.js';
import {
  ConfirmEmailChangeDocument,
  MeDocument,
  RefreshTokenDocument,
  RequestEmailChangeDocument,
  RequestEmailVerificationDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  VerifyEmailDocument,
} from '../../../src/generated/client/operations.js';
import { outcomesAtOnce, times } from '../../support/outcomes.js';
import { newcomer, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { sendRaw } from '../../support/raw-http.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const linkTo = (email: string, count = 1) => service.mailbox.token(email, count, 'verify-email');
const verify = (token: string, bearer?: string) =>
  service.client.ask(VerifyEmailDocument, { input: { token } }, { token: bearer });
const codeOf = async (token: string) => (await verify(token)).errors[0]?.extensions?.['code'] ?? 'accepted';
const request = ({ tokens }: Person) =>
  service.client.as(tokens.accessToken).run(RequestEmailVerificationDocument, {});
const isVerified = async ({ tokens }: Person) =>
  (await service.client.as(tokens.accessToken).run(MeDocument, {})).me?.emailVerified;
const eventsOf = async ({ tokens }: Person) =>
  (
    await service.database.auditEvent.findMany({
      where: { userId: tokens.user.id },
      orderBy: { id: 'asc' },
    })
  ).map(({ type }) => type);

describe('a verification link', () => {
  it('is mailed at registration, says for how long, and verifies the address once', async () => {
    const person = await registerPerson(service.client);
    const token = await linkTo(person.email);
    const [mail] = service.mailbox.to(person.email);
    expect(mail?.subject).toBe('Confirm your email address');
    expect(mail?.text).toContain('The link works for 24 hours.');
    expect(await isVerified(person)).toBe(false);
    expect((await verify(token)).data?.verifyEmail.message).toBe('Your email address has been verified');
    expect(await isVerified(person)).toBe(true);
    expect(await eventsOf(person)).toEqual(['registered', 'email_verified']);
  });

  it('EV-1: verifies once, of 16 at once, and succeeds for all of them', async () => {
    const person = await registerPerson(service.client);
    const token = await linkTo(person.email);
    const { won, codes } = await outcomesAtOnce(16, () => verify(token));
    expect([won.length, codes]).toEqual([16, []]);
    expect((await eventsOf(person)).filter((type) => type === 'email_verified')).toHaveLength(1);
  });

  it('succeeds again when it is opened twice, and changes, records and ends nothing', async () => {
    const person = await registerPerson(service.client);
    const token = await linkTo(person.email);
    expect(await codeOf(token)).toBe('accepted');
    const state = async () => [
      await service.database.user.findUnique({ where: { id: person.tokens.user.id } }),
      await service.database.oneTimeToken.findMany({ where: { userId: person.tokens.user.id } }),
      await service.database.session.findMany({ where: { userId: person.tokens.user.id } }),
      await eventsOf(person),
    ];
    const before = await state();
    service.clock.advance(Duration.seconds(60));
    expect((await verify(token)).data?.verifyEmail.message).toBe('Your email address has been verified');
    expect(await state()).toEqual(before);
  });

  it('is dead, though it was used, once the address is another one or the link has expired', async () => {
    const own = await startService();
    const person = await registerPerson(own.client);
    const token = await own.mailbox.token(person.email, 1, 'verify-email');
    const opened = () => own.client.ask(VerifyEmailDocument, { input: { token } });
    expect((await opened()).errors).toEqual([]);
    const where = { id: person.tokens.user.id };
    const { email } = newcomer();
    // As if a change had forgotten to end it.
    await own.database.user.update({ where, data: { email, emailKey: email } });
    expect((await opened()).errors[0]?.extensions?.['code']).toBe('TOKEN_INVALID');
    await own.database.user.update({ where, data: { email: person.email, emailKey: person.email } });
    expect((await opened()).errors).toEqual([]);
    own.clock.advance(Duration.minutes(24 * 60 + 1));
    expect((await opened()).errors[0]?.extensions?.['code']).toBe('TOKEN_INVALID');
    await own.stop();
  });

  it.each([
    ['en', 'This link has expired or was already used.'],
    ['de', 'Dieser Link ist abgelaufen oder wurde bereits verwendet.'],
    ['ja', 'このリンクは有効期限が切れているか、すでに使用されています。'],
  ])('says the same of every dead link: %s', async (language, message) => {
    const headers = { 'accept-language': language };
    const input = { token: 'x'.repeat(43) };
    const refusals = [
      await service.client.refusal(VerifyEmailDocument, { input }, { headers }),
      await service.client.refusal(ConfirmEmailChangeDocument, { input }, { headers }),
      await service.client.refusal(
        ResetPasswordDocument,
        { input: { ...input, newPassword: 'Correct-Horse-9' } },
        { headers },
      ),
    ];
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ code: 'TOKEN_INVALID', status: 401, reason: 'deadLink', message });
  });

  it('EV-1, EV-5: is good no longer once a newer one was asked for', async () => {
    const person = await registerPerson(service.client);
    const old = await linkTo(person.email);
    await request(person);
    const newer = await linkTo(person.email, 2);
    expect(await codeOf(old)).toBe('TOKEN_INVALID');
    expect(await codeOf(newer)).toBe('accepted');
  });

  it('EV-1: proves the address that it was mailed to, and no other that the user has now', async () => {
    const person = await registerPerson(service.client);
    const token = await linkTo(person.email);
    const { email } = newcomer();
    // As if a change had forgotten to end it.
    await service.database.user.update({
      where: { id: person.tokens.user.id },
      data: { email, emailKey: email },
    });
    expect(await codeOf(token)).toBe('TOKEN_INVALID');
    expect(await isVerified(person)).toBe(false);
  });

  it('EV-1: verifies an address whose spelling alone has changed', async () => {
    const person = await registerPerson(service.client);
    const token = await linkTo(person.email);
    await service.database.user.update({
      where: { id: person.tokens.user.id },
      data: { email: person.email.toUpperCase() },
    });
    expect(await codeOf(token)).toBe('accepted');
  });

  it('EV-1: is nothing to a reset or a change of email, nor are their links to it', async () => {
    const person = await registerPerson(service.client);
    const client = service.client.as(person.tokens.accessToken);
    const { email } = newcomer();
    await client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    await client.run(RequestEmailChangeDocument, { input: { newEmail: email, password: PASSWORD } });
    const verification = await linkTo(person.email);
    const reset = await service.mailbox.token(person.email);
    const change = await service.mailbox.token(email, 1, 'confirm-email');
    for (const token of [reset, change]) expect(await codeOf(token)).toBe('TOKEN_INVALID');
    for (const token of [verification, reset])
      expect(await service.client.refusal(ConfirmEmailChangeDocument, { input: { token } })).toMatchObject({
        code: 'TOKEN_INVALID',
      });
    for (const token of [verification, change])
      expect(
        await service.client.refusal(ResetPasswordDocument, {
          input: { token, newPassword: 'Correct-Horse-9' },
        }),
      ).toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('EV-1: is good for a day', async () => {
    const own = await startService();
    const person = await registerPerson(own.client);
    const token = await own.mailbox.token(person.email, 1, 'verify-email');
    own.clock.advance(Duration.minutes(24 * 60 + 1));
    expect(await own.client.refusal(VerifyEmailDocument, { input: { token } })).toMatchObject({
      code: 'TOKEN_INVALID',
    });
    await own.stop();
  });

  it('EV-1: verifies nobody who is suspended', async () => {
    const person = await registerPerson(service.client);
    const token = await linkTo(person.email);
    const { id } = person.tokens.user;
    await service.database.user.update({ where: { id }, data: { status: 'SUSPENDED' } });
    expect(await codeOf(token)).toBe('TOKEN_INVALID');
  });

  it('EV-4: is not used up by being opened', async () => {
    const { email } = await registerPerson(service.client);
    const token = await linkTo(email);
    for (const path of [`/verify-email?token=${token}`, `/graphql?token=${token}`])
      for (let visits = 0; visits < 3; visits++)
        await sendRaw(`${service.url}${path}`, { method: 'GET', headers: { accept: 'text/html' } });
    expect(await codeOf(token)).toBe('accepted');
  });

  it('EV-4: opens, switches and ends no session, whoever uses it', async () => {
    const [owner, other] = [await registerPerson(service.client), await registerPerson(service.client)];
    const answer = await verify(await linkTo(owner.email), other.tokens.accessToken);
    expect(answer.errors).toEqual([]);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.data?.verifyEmail.user).toBeNull();
    expect([await isVerified(owner), await isVerified(other)]).toEqual([true, false]);
    const { me } = await service.client.as(other.tokens.accessToken).run(MeDocument, {});
    expect(me?.username).toBe(other.username);
    for (const { tokens } of [owner, other])
      await service.client.run(RefreshTokenDocument, { input: { refreshToken: tokens.refreshToken } });
  });

  it('returns the user to a client that is signed in as them, and to nobody else', async () => {
    const [person, other] = [await registerPerson(service.client), await registerPerson(service.client)];
    const token = await linkTo(person.email);
    for (const bearer of [undefined, 'nonsense', other.tokens.accessToken])
      expect((await verify(token, bearer)).data?.verifyEmail.user).toBeNull();
    expect((await verify(token, person.tokens.accessToken)).data?.verifyEmail.user).toEqual({
      ...person.tokens.user,
      emailVerified: true,
    });
  });

  it('is not mailed to an address that is verified already', async () => {
    const person = await registerPerson(service.client);
    await verify(await linkTo(person.email));
    const { requestEmailVerification } = await request(person);
    expect(requestEmailVerification.message).toBe('Your email address has been verified');
    const unused = { userId: person.tokens.user.id, usedAt: null };
    expect(await service.database.oneTimeToken.count({ where: unused })).toBe(0);
  });

  it('EV-5: is mailed three times an hour at the most', async () => {
    const limited = await startService({ env: { RATE_LIMITS: 'on' } });
    const person = await registerPerson(limited.client);
    const client = limited.client.as(person.tokens.accessToken);
    const codes: unknown[] = [];
    for (let asked = 0; asked < 6; asked++)
      codes.push((await client.ask(RequestEmailVerificationDocument, {})).errors[0]?.extensions?.['code']);
    expect(codes).toEqual([undefined, undefined, undefined, ...times(3, 'RATE_LIMITED')]);
    await limited.mailbox.token(person.email, 4, 'verify-email');
    expect(limited.mailbox.tokens(person.email, 'verify-email')).toHaveLength(4);
    await limited.stop();
  });
});
