import {
  ChangePasswordDocument,
  MeDocument,
  RemoveTotpDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  SignInWithRecoveryCodeDocument,
  SignInWithTotpDocument,
} from '../../../src/generated/client/operations.js';
import { codesOf, outcomesAtOnce, outcomesOf, times } from '../../support/outcomes.js';
import { PASSWORD } from '../../support/people.js';
import {
  type AppClock,
  challengeOf,
  enrol,
  type ProtectedPerson,
  protectedPerson,
  signInWithTotp,
} from '../../support/second-factors.js';
import { START_LIMIT } from '../../support/service.js';
import { type Instances, startTwoInstances } from '../../support/two-instances.js';

const CHOSEN = 'Chosen-Password-1!';
/** How often each change races with sign-ins; the drills of a release run more. */
const ROUNDS = Number(process.env['RACE_ROUNDS'] ?? 4);

let instances: Instances;
beforeAll(async () => {
  instances = await startTwoInstances();
}, START_LIMIT);
afterAll(() => instances.stop());

/** The clocks of both instances, which move together. */
const clock: AppClock = {
  now: () => instances.one.clock.now(),
  advance: (by) => {
    for (const service of [instances.one, instances.other]) service.clock.advance(by);
  },
};
const newPerson = () => protectedPerson({ client: instances.one.client, clock });

const clientOf = (index: number) => (index % 2 === 0 ? instances.one : instances.other).client;
const challengesOf = (person: ProtectedPerson, count: number) =>
  Promise.all(times(count, 0).map(() => challengeOf(instances.one.client, person)));
const sessionsOf = ({ tokens }: ProtectedPerson) =>
  instances.one.database.session.count({ where: { userId: tokens.user.id } });

describe('16 second steps at once, on two instances', () => {
  it('MFA-1: with one code and a challenge each open one session', async () => {
    const person = await newPerson();
    const [challenges, before] = [await challengesOf(person, 16), await sessionsOf(person)];
    const code = person.app.next();
    const { won, codes } = await outcomesAtOnce(16, (index) =>
      clientOf(index).ask(SignInWithTotpDocument, { input: { challenge: challenges[index] ?? '', code } }),
    );
    expect(won).toHaveLength(1);
    expect(codes).toEqual(times(15, 'INVALID_CODE'));
    expect(await sessionsOf(person)).toBe(before + 1);
  });

  it('MFA-3: with one recovery code and a challenge each open one session', async () => {
    const person = await newPerson();
    const challenges = await challengesOf(person, 16);
    const code = person.recoveryCodes.pop() ?? '';
    const { won, codes } = await outcomesAtOnce(16, (index) =>
      clientOf(index).ask(SignInWithRecoveryCodeDocument, {
        input: { challenge: challenges[index] ?? '', code },
      }),
    );
    expect(won).toHaveLength(1);
    expect(codes).toEqual(times(15, 'INVALID_CODE'));
  });

  it('MFA-3: with one challenge open one session, and the code of who loses is still there', async () => {
    const person = await newPerson();
    const challenge = await challengeOf(instances.one.client, person);
    const code = person.app.next();
    const [spare = ''] = person.recoveryCodes;
    const answers = await Promise.all([
      clientOf(0).ask(SignInWithTotpDocument, { input: { challenge, code } }),
      clientOf(1).ask(SignInWithRecoveryCodeDocument, { input: { challenge, code: spare } }),
    ]);
    const { won, codes } = outcomesOf<unknown>(answers);
    expect(won).toHaveLength(1);
    expect(codes).toEqual(['TOKEN_INVALID']);
    const left = await instances.one.database.recoveryCode.count({
      where: { userId: person.tokens.user.id },
    });
    expect(left).toBe(won[0]?.index === 0 ? 10 : 9);
  });

  it('a step that is sent twice is no wrong code, so its user is not alarmed', async () => {
    const person = await newPerson();
    const input = { challenge: await challengeOf(instances.one.client, person), code: person.app.next() };
    const { codes } = await outcomesAtOnce(3, (index) =>
      clientOf(index).ask(SignInWithTotpDocument, { input }),
    );
    expect(codes).toEqual(times(2, 'TOKEN_INVALID'));
    const failed = { userId: person.tokens.user.id, type: 'second_factor_failed' };
    expect(await instances.one.database.auditEvent.count({ where: failed })).toBe(0);
  });
});

type Change = (person: ProtectedPerson, token: string) => Promise<{ keeps: number; codes: string[] }>;

/** Each change, and how many sessions it leaves. */
const CHANGES: Readonly<Record<string, Change>> = {
  changePassword: async (_person, token) => {
    const input = { currentPassword: PASSWORD, newPassword: CHOSEN };
    const answer = await clientOf(1).ask(ChangePasswordDocument, { input }, { token });
    return { keeps: 1, codes: codesOf(answer) };
  },
  resetPassword: async ({ email }) => {
    await clientOf(0).run(RequestPasswordResetDocument, { input: { email } });
    const token = await instances.one.mailbox.token(email);
    const input = { token, newPassword: CHOSEN };
    return { keeps: 0, codes: codesOf(await clientOf(1).ask(ResetPasswordDocument, { input })) };
  },
  suspendUser: async ({ tokens }) => {
    const { administration } = instances.other.admin;
    const requestMeta = { requestId: tokens.user.id, ipAddress: null, userAgent: null };
    await administration.suspend('operator', { userId: tokens.user.id, reason: 'test' }, requestMeta);
    return { keeps: 0, codes: [] };
  },
  removeTotp: async ({ factorId }, token) => {
    const answer = await clientOf(1).ask(RemoveTotpDocument, { input: { id: factorId } }, { token });
    return { keeps: 1, codes: codesOf(answer) };
  },
};

describe('second steps beside a change of the user', () => {
  it.each(Object.keys(CHANGES))(
    'S-3: leave no session that %s should have ended, and no deadlock',
    async (name) => {
      for (let round = 0; round < ROUNDS; round++) {
        const person = await newPerson();
        const { accessToken } = await signInWithTotp(instances.one.client, person);
        // A second app, so that its codes fit also after the first one is gone.
        const { app } = await enrol(instances.one.client.as(accessToken), clock, 'Tablet');
        const { accessToken: token } = await signInWithTotp(instances.one.client, person);
        const challenges = await challengesOf(person, 4);
        const code = app.next();
        const [changed, ...steps] = await Promise.all([
          CHANGES[name]?.(person, token),
          ...challenges.map((challenge, index) =>
            clientOf(index).ask(SignInWithTotpDocument, { input: { challenge, code } }),
          ),
        ]);
        expect(changed?.codes).toEqual([]);
        const { won, codes } = outcomesOf(steps);
        expect(codes.filter((one) => one !== 'INVALID_CODE' && one !== 'TOKEN_INVALID')).toEqual([]);
        // A step that came first was ended by the change.
        for (const { data } of won) {
          const answer = await clientOf(0).ask(MeDocument, {}, { token: data.signInWithTotp.accessToken });
          expect(codesOf(answer)).not.toEqual([]);
        }
        expect(await sessionsOf(person)).toBe(changed?.keeps);
      }
    },
    Math.max(120_000, ROUNDS * 30_000),
  );
});
