import {
  DisownRegistrationDocument,
  RegisterWithCodeDocument,
  RequestSignInCodeDocument,
  SignInWithCodeDocument,
} from '../../src/generated/client/operations.js';
import { codeTo } from '../support/mailed-codes.js';
import { newcomer, registerPerson } from '../support/people.js';
import type { RunStatements } from '../support/raw-statements.js';

const run: RunStatements = async (service) => {
  const { client } = service;
  const { email } = await registerPerson(client);
  const { requestSignInCode: asked } = await client.run(RequestSignInCodeDocument, { input: { email } });
  await client.run(SignInWithCodeDocument, {
    input: { challenge: asked.challenge, code: await codeTo(service, email) },
  });
  const { username, email: address } = newcomer();
  await client.run(RegisterWithCodeDocument, { input: { username, email: address } });
  const disowned = await registerPerson(client);
  const token = await service.mailbox.token(disowned.email, 1, 'verify-email');
  await client.run(DisownRegistrationDocument, { input: { token } });
};
export default run;
