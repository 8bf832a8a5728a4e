import { unansweredSchema } from '../../../src/app/printed-schema.js';
import {
  DeleteAccountDocument,
  IntrospectTokenDocument,
  LogoutDocument,
  MeDocument,
  MySessionsDocument,
  RevokeOtherSessionsDocument,
  UpdateProfileDocument,
} from '../../../src/generated/client/operations.js';
import { operationsBeforeEnrolment, serviceOperations } from '../../../src/platform/graphql/public.js';
import { addFactor, enrolled, refreshed, removeFactor } from '../../support/administrator-factors.js';
import { appointedAdministrator, clientOf } from '../../support/administrators.js';
import { everyOperation, fittingVariables } from '../../support/every-operation.js';
import { claimsOf } from '../../support/outcomes.js';
import { logIn, PASSWORD, type Person, registerPerson } from '../../support/people.js';
import { sendRaw } from '../../support/raw-http.js';
import { startService, type TestService } from '../../support/service.js';

/** What users may do before they have a second factor, beside what needs no token; each is a decision. */
const OPEN = [
  'deleteAccount',
  'requestEmailVerification',
  'requestEnrolmentCode',
  'revokeOtherSessions',
  'revokeSession',
];
/** They enrol a factor or prove again who the user is, so they are open wherever they exist. */
const WAYS_OUT = [
  'startTotpEnrolment',
  'confirmTotpEnrolment',
  'startPasskeyRegistration',
  'addPasskey',
  'reauthenticateWithPassword',
  'reauthenticateWithTotp',
  'startPasskeyReauthentication',
  'reauthenticateWithPasskey',
  'startProviderReauthentication',
  'reauthenticateWithProvider',
  'requestStepUpCode',
  'reauthenticateWithCode',
];

const schema = await unansweredSchema();
const marked = operationsBeforeEnrolment(schema);
const forServices = serviceOperations(schema);
const closed = everyOperation(schema).filter(
  ({ name, isPublic }) => !isPublic && !marked.includes(name) && !forServices.includes(name),
);
const INSUFFICIENT = 'Bearer error="insufficient_user_authentication", acr_values="aal2"';

let service: TestService;
let person: Person;
beforeAll(async () => {
  service = await startService({ env: { MFA_FOR_EVERYBODY: 'on' } });
  person = await registerPerson(service.client);
});
afterAll(() => service.stop());

const session = (token: string) =>
  sendRaw(`${service.url}/session`, { method: 'GET', headers: { authorization: `Bearer ${token}` } });

describe('MFA_FOR_EVERYBODY=on', () => {
  it('opens operations before the enrolment by decision alone', () => {
    const existing = WAYS_OUT.filter((name) => schema.getMutationType()?.getFields()[name] !== undefined);
    expect([...marked].sort()).toEqual([...OPEN, ...existing].sort());
  });

  it.each(closed.map((operation) => [operation.name, operation] as const))(
    '%s asks a user without a second factor to enrol',
    async (name, { document, args }) => {
      const { errors } = await clientOf(service, person).raw(document, fittingVariables(args));
      expect(errors).toMatchObject([
        {
          path: [name],
          extensions: { code: 'STEP_UP_REQUIRED', acr: 'aal2', methods: [], enrol: true },
        },
      ]);
    },
  );

  it('lets such a user sign in, look at their own account, end sessions, leave and delete the account', async () => {
    const someone = await registerPerson(service.client);
    const asking = clientOf(service, someone);
    await logIn(service.client, someone);
    expect((await asking.run(MeDocument, {})).me?.email).toBe(someone.email);
    await asking.run(RevokeOtherSessionsDocument, {});
    expect((await asking.run(MySessionsDocument, {})).me?.sessions).toHaveLength(1);
    await asking.run(LogoutDocument, {});
    const { accessToken } = await logIn(service.client, someone);
    await service.client.as(accessToken).run(DeleteAccountDocument, { input: { password: PASSWORD } });
  });

  it('tells other services of no such user, and offline verifiers by acr alone', async () => {
    const { secret, administrator } = await keyOfAnEnrolledAdministrator();
    const active = async (token: string) =>
      (
        await service.client.run(
          IntrospectTokenDocument,
          { input: { token } },
          { headers: { 'latchkey-service-key': secret } },
        )
      ).introspectToken.active;
    const { accessToken } = person.tokens;
    expect(claimsOf(accessToken)).toMatchObject({ acr: 'aal1' });
    expect(await active(accessToken)).toBe(false);
    const refused = await session(accessToken);
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, INSUFFICIENT]);
    expect(refused.headers['latchkey-user-id']).toBeUndefined();
    const enrolledToken = administrator.tokens.accessToken;
    expect(await active(enrolledToken)).toBe(true);
    expect((await session(enrolledToken)).status).toBe(200);
  });

  it('opens everything to the session that enrols a factor, and keeps the last factor', async () => {
    const someone = await registerPerson(service.client);
    await addFactor(service, someone.tokens.accessToken);
    const tokens = await refreshed(service, someone.tokens);
    const asking = service.client.as(tokens.accessToken);
    await asking.run(UpdateProfileDocument, { input: { displayName: 'Ada' } });
    expect(claimsOf(tokens.accessToken)).toMatchObject({ acr: 'aal2' });
    await expect(removeFactor(service, tokens.accessToken)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      extras: { reason: 'secondFactorNeeded' },
    });
  });
});

describe('MFA_FOR_EVERYBODY=off', () => {
  it('asks nobody to enrol', async () => {
    const lax = await startService();
    const someone = await registerPerson(lax.client);
    await clientOf(lax, someone).run(UpdateProfileDocument, { input: { displayName: 'Ada' } });
    await lax.stop();
  });
});

async function keyOfAnEnrolledAdministrator(): Promise<{ secret: string; administrator: Person }> {
  const administrator = await enrolled(service, await appointedAdministrator(service));
  const made = await clientOf(service, administrator).raw<{ createServiceKey: { secret: string } }>(
    'mutation { createServiceKey(input: { name: "orders" }) { secret } }',
  );
  return { secret: made.data?.createServiceKey.secret ?? '', administrator };
}
