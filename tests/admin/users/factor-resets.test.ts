import {
  LoginDocument,
  MeDocument,
  ResetSecondFactorsDocument,
  UsersDocument,
} from '../../../src/generated/client/operations.js';
import { addFactor, enrolled, removeFactor } from '../../support/administrator-factors.js';
import { appointedAdministrator, BESIDE, clientOf } from '../../support/administrators.js';
import { codesOf, outcomesAtOnce } from '../../support/outcomes.js';
import { atOnce, logIn, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
let admin: Person;
beforeAll(async () => {
  service = await startService({ env: { MFA_FOR_ADMINISTRATORS: 'required' } });
  admin = await enrolled(service, await appointedAdministrator(service));
});
afterAll(() => service.stop());

const REASON = 'lost the phone';
const RESET_MAIL = 'Your second factors were removed';
const LOST_MAIL = 'An administrator has no second factor any more';
const idOf = ({ tokens }: Person) => tokens.user.id;
const reset = (by: Person, of: Person, reason = REASON) =>
  clientOf(service, by).ask(ResetSecondFactorsDocument, { input: { userId: idOf(of), reason } });
const credentials = ({ email }: Person) => ({ input: { usernameOrEmail: email, password: PASSWORD } });
const eventsOf = (person: Person) =>
  service.database.auditEvent.findMany({ where: { userId: idOf(person), type: 'second_factors_reset' } });
const left = async (person: Person) => {
  const where = { userId: idOf(person) };
  const { totpSecret, recoveryCode, passkey, trustedDevice, session } = service.database;
  return Promise.all(
    [totpSecret, recoveryCode, passkey, trustedDevice, session].map((table) =>
      (table as typeof session).count({ where }),
    ),
  );
};
async function mailsTo(address: string, subject: string, count = 1): Promise<number> {
  const matching = () => service.mailbox.to(address).filter((mail) => mail.subject === subject).length;
  for (let tries = 0; tries < 500 && matching() < count; tries++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  return matching();
}

describe('resetSecondFactors', () => {
  it('AD-5: removes every factor, ends the sessions, and is told and recorded with its reason', async () => {
    const person = await enrolled(service, await registerPerson(service.client));
    await addFactor(service, person.tokens.accessToken);
    expect((await service.client.refusal(LoginDocument, credentials(person))).code).toBe('MFA_REQUIRED');
    const { data } = await reset(admin, person);
    expect(data?.resetSecondFactors).toMatchObject({
      success: true,
      message: 'The second factors of the user have been removed',
      user: { id: idOf(person) },
    });
    expect(await left(person)).toEqual([0, 0, 0, 0, 0]);
    expect((await clientOf(service, person).refusal(MeDocument, {})).code).toBe('TOKEN_INVALID');
    expect(await eventsOf(person)).toMatchObject([
      { actorId: idOf(admin), reason: REASON, outcome: 'SUCCESS' },
    ]);
    expect(await mailsTo(person.email, RESET_MAIL)).toBe(1);
    await logIn(service.client, person);
    expect(await mailsTo(admin.email, LOST_MAIL, 0)).toBe(0);
  });

  it('ends the way in of an administrator, who enrols again with a code; all others are told', async () => {
    const other = await enrolled(service, await appointedAdministrator(service));
    await reset(admin, other);
    expect(await mailsTo(admin.email, LOST_MAIL)).toBe(1);
    const again = { ...other, tokens: await logIn(service.client, other) };
    expect(codesOf(await clientOf(service, again).ask(UsersDocument, {}))).toEqual(['STEP_UP_REQUIRED']);
    await expect(addFactor(service, again.tokens.accessToken)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await clientOf(service, await enrolled(service, again)).ask(UsersDocument, {})).errors).toEqual(
      [],
    );
  });

  it('refuses administrators their own factors, which a stolen session would remove', async () => {
    const { errors } = await reset(admin, admin);
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', reason: 'ownSecondFactors' });
    expect((await clientOf(service, admin).ask(UsersDocument, {})).errors).toEqual([]);
  });

  it('needs a reason, and finds nobody who is not there', async () => {
    const person = await registerPerson(service.client);
    expect(codesOf(await reset(admin, person, ' '))).toEqual(['BAD_USER_INPUT']);
    const missing = { input: { userId: '00000000-0000-4000-8000-000000000000', reason: REASON } };
    expect((await clientOf(service, admin).refusal(ResetSecondFactorsDocument, missing)).code).toBe(
      'NOT_FOUND',
    );
  });

  it('does nothing to a user without a factor, whose sessions go on', async () => {
    const person = await registerPerson(service.client);
    expect((await reset(admin, person)).errors).toEqual([]);
    await clientOf(service, person).run(MeDocument, {});
    expect(await eventsOf(person)).toEqual([]);
    expect(await mailsTo(person.email, RESET_MAIL, 0)).toBe(0);
  });

  it('of 16 at once, one resets', async () => {
    const person = await enrolled(service, await registerPerson(service.client));
    const { won } = await outcomesAtOnce(16, () => reset(admin, person));
    expect(won).toHaveLength(16);
    expect(await eventsOf(person)).toHaveLength(1);
    expect(await mailsTo(person.email, RESET_MAIL)).toBe(1);
    expect(await left(person)).toEqual([0, 0, 0, 0, 0]);
  });

  it('S-3: leaves no session of a sign-in or change of factors in flight', async () => {
    for (let round = 0; round < 10; round++) {
      const person = await enrolled(service, await registerPerson(service.client));
      const { challenge } = await service.client.refusal(LoginDocument, credentials(person));
      const begun = await service.factors.secondSteps.begin(String(challenge));
      const proof = { level: 2, methods: ['otp'], factorId: null, claim: async () => undefined } as const;
      const visit = {
        device: { name: 'a test', byFingerprint: false },
        tokens: { device: null, others: [] },
        requestMeta: BESIDE,
      };
      const change = round % 2 === 0 ? addFactor : removeFactor;
      const [signedIn, , done] = await Promise.allSettled([
        service.factors.secondSteps.finish(begun, proof, visit as never),
        change(service, person.tokens.accessToken),
        reset(admin, person),
      ]);
      expect(done).toMatchObject({ status: 'fulfilled', value: { errors: [] } });
      if (signedIn.status === 'rejected') expect(signedIn.reason).toMatchObject({ code: 'TOKEN_INVALID' });
      // If the user removed the last factor first, there was nothing to reset, and the session of the user goes on.
      const wasReset = (await eventsOf(person)).length > 0;
      expect((await left(person)).at(-1)).toBe(wasReset ? 0 : 1);
      if (change === addFactor) expect(wasReset).toBe(true);
      expect((await left(person)).slice(0, 2)).toEqual([0, 0]);
    }
  });

  it('refuses the second step of a sign-in that was begun before', async () => {
    const person = await enrolled(service, await registerPerson(service.client));
    const { challenge } = await service.client.refusal(LoginDocument, credentials(person));
    await reset(admin, person);
    await expect(service.factors.secondSteps.begin(String(challenge))).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
    });
    expect((await atOnce(1, () => logIn(service.client, person)))[0]?.status).toBe('fulfilled');
  });
});
