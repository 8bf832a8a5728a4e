import { CompleteSignUpDocument, LoginDocument } from '../../../src/generated/client/operations.js';
import { provenIdentity, refusalOf, signInWith, signUpWith } from '../../support/identities.js';
import { PASSWORD, registerPerson, uniqueName } from '../../support/people.js';
import type { RunStatements } from '../../support/raw-statements.js';

const run: RunStatements = async (service) => {
  const { client, database } = service;
  const { identity, email } = await signUpWith(service);
  await signInWith(service, identity);
  const second = provenIdentity({ email });
  const { challenge: linkChallenge } = await refusalOf(service, second);
  await signInWith(service, identity, { linkChallenge });

  const waiting = provenIdentity({ email: null });
  const { challenge } = await refusalOf(service, waiting);
  await signUpWith(service, waiting);
  const taken = { challenge, username: uniqueName(), email: `${uniqueName()}@example.com` };
  await client.refusal(CompleteSignUpDocument, { input: taken });

  const person = await registerPerson(client);
  const data = { emailVerifiedAt: new Date() };
  await database.user.update({ where: { id: person.tokens.user.id }, data });
  await client.run(LoginDocument, {
    input: { usernameOrEmail: person.email, password: PASSWORD, linkChallenge },
  });
  await service.housekeeping.sweep();
};
export default run;
