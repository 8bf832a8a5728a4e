import { Duration } from '../../../src/core/duration.js';
import {
  ChangePasswordDocument,
  RequestEnrolmentCodeDocument,
  VerifyEmailDocument,
} from '../../../src/generated/client/operations.js';
import { addFactor, operatorCode, removeFactor, showCode } from '../../support/administrator-factors.js';
import { appointedAdministrator, clientOf, giveRole } from '../../support/administrators.js';
import { atOnce, logIn, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { MFA_FOR_ADMINISTRATORS: 'required' } });
});
afterAll(() => service.stop());

const NEEDED = { code: 'FORBIDDEN', extras: { reason: 'enrolmentCodeNeeded' } };
const WRONG = { code: 'INVALID_CODE' };
const idOf = ({ tokens }: Person) => tokens.user.id;
const tokenOf = ({ tokens }: Person) => tokens.accessToken;
const isProtected = async (person: Person) =>
  (await service.database.user.findUniqueOrThrow({ where: { id: idOf(person) } })).secondFactorSince !== null;
const request = (person: Person) => clientOf(service, person).ask(RequestEnrolmentCodeDocument, {});
async function verified(person: Person): Promise<Person> {
  const token = await service.mailbox.token(person.email, 1, 'verify-email');
  await service.client.run(VerifyEmailDocument, { input: { token } });
  return person;
}
async function mailsTo(address: string, subject: string, count = 1): Promise<string[]> {
  const matching = () => service.mailbox.to(address).filter((mail) => mail.subject === subject);
  for (let tries = 0; tries < 500 && matching().length < count; tries++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  return matching().map(({ text }) => text);
}
const CODE_MAIL = 'Your code to set up a second factor';
const ADDED_MAIL = 'An administrator set up a second factor';
const mailedCode = async (person: Person, count = 1) =>
  /\n([\w-]{43})\n/.exec((await mailsTo(person.email, CODE_MAIL, count)).at(-1) ?? '')?.[1] ?? '';

describe('the first factor of an administrator', () => {
  it('AD-5: needs a code, so the password alone enrols nothing', async () => {
    const admin = await appointedAdministrator(service);
    await expect(showCode(service, tokenOf(admin))).rejects.toMatchObject(NEEDED);
    await expect(showCode(service, tokenOf(admin), 'A'.repeat(43))).rejects.toMatchObject(WRONG);
    for (const code of ['', 'x', '１２３', '\0', 'x'.repeat(1000)])
      await expect(showCode(service, tokenOf(admin), code)).rejects.toMatchObject(WRONG);
    await expect(addFactor(service, tokenOf(admin))).rejects.toMatchObject(NEEDED);
    expect(await isProtected(admin)).toBe(false);
    expect(await service.database.totpSecret.count({ where: { userId: idOf(admin) } })).toBe(0);
  });

  it('is enrolled with a code of the operator, which all other administrators are told', async () => {
    const [admin, other] = [await appointedAdministrator(service), await appointedAdministrator(service)];
    await showCode(service, tokenOf(admin), await operatorCode(service, admin));
    expect(await addFactor(service, tokenOf(admin))).toHaveLength(10);
    expect(await isProtected(admin)).toBe(true);
    const [mail] = await mailsTo(other.email, ADDED_MAIL);
    expect(mail).toContain('for the first time');
    expect(mail).not.toContain(admin.username);
    expect(await mailsTo(admin.email, ADDED_MAIL, 0)).toEqual([]);
    const events = await service.database.auditEvent.findMany({
      where: { userId: idOf(admin), type: { in: ['enrolment_code_issued', 'administrator_factor_added'] } },
      orderBy: { id: 'asc' },
    });
    expect(events).toMatchObject([
      { type: 'enrolment_code_issued', actorId: null },
      { type: 'administrator_factor_added', actorId: idOf(admin) },
    ]);
  });

  it('takes the code of another administrator for a wrong one', async () => {
    const [admin, other] = [await appointedAdministrator(service), await appointedAdministrator(service)];
    const code = await operatorCode(service, other);
    await expect(showCode(service, tokenOf(admin), code)).rejects.toMatchObject(WRONG);
    await showCode(service, tokenOf(other), code);
  });

  it('may be started anew in the same session with the same code, and in no other one', async () => {
    const admin = await appointedAdministrator(service);
    const other = await logIn(service.client, admin);
    const code = await operatorCode(service, admin);
    for (let start = 0; start < 3; start++) await showCode(service, tokenOf(admin), code);
    await expect(showCode(service, other.accessToken, code)).rejects.toMatchObject(WRONG);
    await expect(addFactor(service, other.accessToken)).rejects.toMatchObject(NEEDED);
    await addFactor(service, tokenOf(admin));
  });

  it('of 16 sessions with one code, one gets it', async () => {
    const admin = await appointedAdministrator(service);
    const sessions = await Promise.all(Array.from({ length: 16 }, () => logIn(service.client, admin)));
    const code = await operatorCode(service, admin);
    const shown = await atOnce(16, (index) => showCode(service, sessions[index]?.accessToken ?? '', code));
    expect(shown.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const added = await atOnce(16, (index) => addFactor(service, sessions[index]?.accessToken ?? ''));
    expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await service.database.totpSecret.count({ where: { userId: idOf(admin) } })).toBe(1);
  });

  it('needs the code of now: it expires, is replaced, and ends with a new password', async () => {
    const admin = await appointedAdministrator(service);
    const replaced = await operatorCode(service, admin);
    const code = await operatorCode(service, admin);
    await expect(showCode(service, tokenOf(admin), replaced)).rejects.toMatchObject(WRONG);
    const row = () =>
      service.database.oneTimeToken.findFirstOrThrow({
        where: { userId: idOf(admin), purpose: 'FACTOR_ENROLMENT' },
      });
    expect((await row()).expiresAt).toEqual(Duration.minutes(30).after((await row()).createdAt));
    await showCode(service, tokenOf(admin), code);
    await service.database.oneTimeToken.updateMany({
      where: { userId: idOf(admin) },
      data: { expiresAt: Duration.seconds(1).before(service.clock.now()) },
    });
    await expect(showCode(service, tokenOf(admin), code)).rejects.toMatchObject(WRONG);
    await expect(addFactor(service, tokenOf(admin))).rejects.toMatchObject(NEEDED);
    const another = await operatorCode(service, admin);
    await showCode(service, tokenOf(admin), another);
    const input = { currentPassword: PASSWORD, newPassword: 'Another1Word!' };
    await clientOf(service, admin).run(ChangePasswordDocument, { input });
    await expect(addFactor(service, tokenOf(admin))).rejects.toMatchObject(NEEDED);
  });

  it('needs a code also from somebody who started as a user', async () => {
    const person = await registerPerson(service.client);
    await showCode(service, tokenOf(person));
    await giveRole(service, person, 'ADMIN');
    await expect(addFactor(service, tokenOf(person))).rejects.toMatchObject(NEEDED);
  });

  it('needs none of a user, who may remove the factor again', async () => {
    const person = await registerPerson(service.client);
    await showCode(service, tokenOf(person));
    await addFactor(service, tokenOf(person));
    await removeFactor(service, tokenOf(person));
    expect(await isProtected(person)).toBe(false);
  });
});

describe('requestEnrolmentCode', () => {
  it('mails a code to the verified address, with which the administrator enrols', async () => {
    const admin = await verified(await appointedAdministrator(service));
    const { data } = await request(admin);
    expect(data?.requestEnrolmentCode).toMatchObject({
      success: true,
      message: 'A code has been sent to your email address',
      user: { id: idOf(admin) },
    });
    await showCode(service, tokenOf(admin), await mailedCode(admin));
    await addFactor(service, tokenOf(admin));
  });

  it('speaks the language of the administrator', async () => {
    const admin = await verified(await appointedAdministrator(service, { languageCode: 'de' }));
    await request(admin);
    const [mail] = await mailsTo(admin.email, 'Ihr Code zum Einrichten eines zweiten Faktors');
    expect(mail).toContain('Der Code funktioniert 30 Minuten lang.');
  });

  it('mails no code to an address that nobody has verified', async () => {
    const admin = await appointedAdministrator(service);
    expect((await request(admin)).errors[0]?.extensions).toMatchObject({ code: 'EMAIL_NOT_VERIFIED' });
    expect(await mailsTo(admin.email, CODE_MAIL, 0)).toEqual([]);
  });

  it('refuses users, and administrators who have a second factor', async () => {
    const person = await verified(await registerPerson(service.client));
    expect((await request(person)).errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    const admin = await verified(await appointedAdministrator(service));
    await showCode(service, tokenOf(admin), await operatorCode(service, admin));
    await addFactor(service, tokenOf(admin));
    expect((await request(admin)).errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('mails one code to 16 requests at once, so a thief of the password does not replace it', async () => {
    const admin = await verified(await appointedAdministrator(service));
    await Promise.all(Array.from({ length: 16 }, () => request(admin)));
    const code = await mailedCode(admin);
    expect(await mailsTo(admin.email, CODE_MAIL)).toHaveLength(1);
    service.clock.advance(Duration.minutes(6));
    await request(admin);
    expect(await mailedCode(admin, 2)).not.toBe(code);
  });

  it('replaces no code that a session has shown while that session may finish, and then mails another', async () => {
    const admin = await verified(await appointedAdministrator(service));
    await request(admin);
    const code = await mailedCode(admin);
    service.clock.advance(Duration.minutes(29));
    const owner = await logIn(service.client, admin);
    await showCode(service, owner.accessToken, code);
    service.clock.advance(Duration.minutes(14));
    const thief = await logIn(service.client, admin);
    const { data } = await service.client.as(thief.accessToken).ask(RequestEnrolmentCodeDocument, {});
    expect(data?.requestEnrolmentCode.message).toBe('A code has been sent to your email address');
    expect(await mailsTo(admin.email, CODE_MAIL)).toHaveLength(1);
    await showCode(service, owner.accessToken, code);
    service.clock.advance(Duration.minutes(2));
    await service.client.as(thief.accessToken).run(RequestEnrolmentCodeDocument, {});
    const another = await mailedCode(admin, 2);
    expect(another).not.toBe(code);
    await showCode(service, thief.accessToken, another);
    await addFactor(service, thief.accessToken);
  });
});
