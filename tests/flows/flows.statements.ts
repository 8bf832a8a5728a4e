import {
  ConfirmEmailChangeDocument,
  DeleteAccountDocument,
  PasswordResetLinkDocument,
  ReauthenticateWithPasswordDocument,
  RequestEmailChangeDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  VerifyEmailDocument,
} from '../../src/generated/client/operations.js';
import { newcomer, PASSWORD, registerPerson, uniqueName } from '../support/people.js';
import type { RunStatements } from '../support/raw-statements.js';

const run: RunStatements = async (service) => {
  const { client, mailbox } = service;
  const referrer = await registerPerson(client, { deviceFingerprint: uniqueName() });
  const { referralCode } = referrer.tokens.user;
  const deviceToken = referrer.tokens.deviceToken ?? null;
  const person = await registerPerson(client, { referralCode, deviceFingerprint: uniqueName(), deviceToken });
  const token = person.tokens.accessToken;

  const verification = { token: await mailbox.token(person.email, 1, 'verify-email') };
  for (let opened = 0; opened < 2; opened++) await client.run(VerifyEmailDocument, { input: verification });

  const newEmail = newcomer().email;
  const change = (email: string) =>
    client.run(RequestEmailChangeDocument, { input: { newEmail: email, password: PASSWORD } }, { token });
  await client.run(ReauthenticateWithPasswordDocument, { input: { password: PASSWORD } }, { token });
  await change(referrer.email);
  await change(newEmail);
  await client.run(ConfirmEmailChangeDocument, {
    input: { token: await mailbox.token(newEmail, 1, 'confirm-email') },
  });

  await client.run(RequestPasswordResetDocument, { input: { email: newEmail } });
  const reset = { token: await mailbox.token(newEmail), newPassword: 'Another1Word!', deviceToken };
  await client.run(PasswordResetLinkDocument, { input: { token: reset.token } });
  await client.run(ResetPasswordDocument, { input: reset });
  await client.run(DeleteAccountDocument, { input: {} }, { token: referrer.tokens.accessToken });
};
export default run;
