import { UsersDocument } from '../../../src/generated/client/operations.js';
import { addFactor, showCode } from '../../support/administrator-factors.js';
import { logIn, PASSWORD } from '../../support/people.js';
import { newOperatorEnvironment, runHere } from '../import-export/operator-environment.js';

const ADA = { username: 'ada', email: 'ada@example.com', password: PASSWORD };
const CREATE = [
  'users',
  'create',
  '--username',
  'ada',
  '--email',
  ADA.email,
  '--role',
  'ADMIN',
  '--password-stdin',
];
const NEXT =
  'This administrator needs a second factor. Once they can sign in, run: latchkey users enrolment-code ada';

describe('the first administrator', () => {
  it('AD-2: is told to enrol, enrols with a code, and gets back in after a reset', async () => {
    const environment = await newOperatorEnvironment();
    const env = { ...environment.env, MFA_FOR_ADMINISTRATORS: 'required' };
    const run = (...words: string[]) => runHere(words, env);

    const created = await runHere(CREATE, env, PASSWORD);
    expect(created.stdout).toContain(NEXT);
    expect((await run('users', 'set-role', 'ada', 'ADMIN')).stdout).toContain(NEXT);
    const { code } = JSON.parse((await run('users', 'enrolment-code', 'ada', '--json')).stdout);
    expect(code).toMatch(/^[\w-]{43}$/);

    await environment.serve(
      async (service) => {
        const { accessToken } = await logIn(service.client, { ...ADA, tokens: undefined as never });
        expect((await service.client.as(accessToken).refusal(UsersDocument, {}))['enrol']).toBe(true);
        await showCode(service, accessToken, code);
        await addFactor(service, accessToken);
      },
      { MFA_FOR_ADMINISTRATORS: 'required' },
    );

    expect(await run('users', 'enrolment-code', 'ada')).toMatchObject({
      code: 3,
      stderr: 'ada has a second factor. If it is lost, run: latchkey users reset-second-factors ada\n',
    });
    const reset = await run('users', 'reset-second-factors', 'ada', '--reason', 'lost the phone');
    expect(reset).toMatchObject({ code: 0, stderr: '' });
    expect(reset.stdout).toContain(NEXT);
    const [user, event, factors, mails] = await environment.look((database) =>
      Promise.all([
        database.user.findFirstOrThrow({ where: { username: 'ada' } }),
        database.auditEvent.findFirstOrThrow({ where: { type: 'second_factors_reset' } }),
        database.totpSecret.count(),
        database.outboxMail.count(),
      ]),
    );
    expect([user.role, user.secondFactorSince, factors]).toEqual(['ADMIN', null, 0]);
    expect(event).toMatchObject({
      actorId: null,
      reason: 'lost the phone',
      userAgent: 'latchkey users reset-second-factors',
    });
    expect(mails).toBeGreaterThan(0);
  }, 240_000);

  it('needs no code as a user, and no advice where the factor is optional', async () => {
    const environment = await newOperatorEnvironment();
    const env = { ...environment.env, MFA_FOR_ADMINISTRATORS: 'optional' };
    await runHere(['users', 'create', '--username', 'bob', '--email', 'bob@example.com'], env);
    expect(await runHere(['users', 'enrolment-code', 'bob'], env)).toMatchObject({
      code: 3,
      stderr: 'Only administrators enrol with a code.\n',
    });
    const appointed = await runHere(['users', 'set-role', 'bob', 'ADMIN'], env);
    expect(appointed.stdout).not.toContain('second factor');
  }, 120_000);
});
