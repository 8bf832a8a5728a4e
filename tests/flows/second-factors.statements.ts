import { Duration } from '../../src/core/duration.js';
import type { LockedUser, SessionId } from '../../src/core/ids.js';
import { SessionBoundTokens } from '../../src/credentials/one-time-tokens/session-bound-tokens.service.js';
import {
  LoginDocument,
  MySecondFactorsDocument,
  RemoveTotpDocument,
  SignInWithTotpDocument,
} from '../../src/generated/client/operations.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { operatorCode } from '../support/administrator-factors.js';
import { appointedAdministrator } from '../support/administrators.js';
import { claimsOf } from '../support/outcomes.js';
import { personWithPasskey, secondStep, signIn } from '../support/passkeys.js';
import { PASSWORD } from '../support/people.js';
import type { RunStatements } from '../support/raw-statements.js';
import { challengeOf, protectedPerson, signInWithRecoveryCode } from '../support/second-factors.js';
import type { TestService } from '../support/service.js';

/** Signs in with an app, trusts the device, lists it, signs in on it again and removes the app. */
async function useApp(service: TestService): Promise<void> {
  const { client } = service;
  const person = await protectedPerson(service);
  const deviceToken = person.tokens.deviceToken ?? null;
  const challenge = await challengeOf(client, person, deviceToken);
  const step = { challenge, code: person.app.next(), deviceToken, rememberDevice: true };
  const { signInWithTotp } = await client.run(SignInWithTotpDocument, { input: step });
  const { trustedDevice = null } = signInWithTotp;
  await client.run(MySecondFactorsDocument, {}, { token: signInWithTotp.accessToken });
  await client.run(LoginDocument, {
    input: { usernameOrEmail: person.email, password: PASSWORD, trustedDevice },
  });
  // Codes that were made shortly before the first use of one do not shorten the wait.
  service.clock.advance(Duration.minutes(6));
  await signInWithRecoveryCode(client, person);
  const removed = { id: person.factorId, recoveryCode: person.recoveryCodes.pop() ?? '' };
  await client.run(RemoveTotpDocument, { input: removed }, { token: signInWithTotp.accessToken });
}

/** Signs in with a passkey alone, and with one after a password. */
async function usePasskey({ client }: TestService): Promise<void> {
  const keeper = await personWithPasskey(client);
  await signIn(client, keeper.authenticator);
  const challenge = String((await secondStep(client, keeper))['challenge']);
  await signIn(client, keeper.authenticator, { challenge });
}

/** Binds an enrolment code to a session, and uses it up, as a service does that requires one. */
async function useEnrolmentCode(service: TestService): Promise<void> {
  const administrator = await appointedAdministrator(service);
  const code = await operatorCode(service, administrator);
  const { accessToken, user } = administrator.tokens;
  const [userId, sessionId] = [user.id as LockedUser, claimsOf(accessToken)['sid'] as SessionId];
  const tokens = new SessionBoundTokens({ clock: service.clock });
  await inTransaction(service.database, async (tx) => {
    const use = { sessionId, time: Duration.minutes(15) };
    await tokens.bind(tx, userId, 'FACTOR_ENROLMENT', code, use);
    await tokens.consume(tx, userId, 'FACTOR_ENROLMENT', sessionId);
  });
}

const run: RunStatements = async (service) => {
  await useApp(service);
  await usePasskey(service);
  await useEnrolmentCode(service);
};
export default run;
