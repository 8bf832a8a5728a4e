import {
  ChangePasswordDocument,
  RegisterDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
} from '../../../src/generated/client/operations.js';
import { logIn, newcomer, PASSWORD, registerPerson } from '../../support/people.js';
import { startService, type TestService } from '../../support/service.js';
import { breachFileWith } from './lists.js';

const STOLEN = 'Stolen-Horse-4711';

describe('a new password that was stolen from another service', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({
      env: { PASSWORD_BREACHES: 'file', PASSWORD_BREACHES_FILE: await breachFileWith(STOLEN, 'other') },
    });
  });
  afterAll(() => service.stop());

  const refusal = (field: string) => ({
    code: 'WEAK_PASSWORD',
    fields: [
      {
        field,
        rule: 'breached',
        message: 'This password is in lists of stolen passwords; choose another one',
      },
    ],
  });

  it('REG-14: is refused at a registration, like a weak one', async () => {
    const refused = await service.client.ask(RegisterDocument, { input: newcomer({ password: STOLEN }) });
    expect(refused.errors[0]?.extensions).toMatchObject(refusal('password'));
    await registerPerson(service.client, { password: `${STOLEN}a` });
  });

  it('is refused for a known address as for an unknown one', async () => {
    const { email } = await registerPerson(service.client);
    const input = { ...newcomer({ password: STOLEN }), email };
    const known = await service.client.ask(RegisterDocument, { input });
    expect(known.errors.map(({ extensions }) => extensions?.['code'])).toEqual(['WEAK_PASSWORD']);
  });

  it('is refused at a change, which leaves the old password', async () => {
    const person = await registerPerson(service.client);
    const { errors } = await service.client
      .as(person.tokens.accessToken)
      .ask(ChangePasswordDocument, { input: { currentPassword: PASSWORD, newPassword: STOLEN } });
    expect(errors[0]?.extensions).toMatchObject(refusal('newPassword'));
    await logIn(service.client, person);
  });

  it('REG-14: is refused at a reset, and the link still works', async () => {
    const person = await registerPerson(service.client);
    await service.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const token = await service.mailbox.token(person.email);
    const refused = await service.client.ask(ResetPasswordDocument, {
      input: { token, newPassword: STOLEN },
    });
    expect(refused.errors[0]?.extensions).toMatchObject(refusal('newPassword'));
    await service.client.run(ResetPasswordDocument, { input: { token, newPassword: 'Another1Word!' } });
    await logIn(service.client, { ...person, password: 'Another1Word!' });
  });

  it('is named beside no other rule, for a password that breaks one is not looked up', async () => {
    const refused = await service.client.ask(RegisterDocument, { input: newcomer({ password: 'other' }) });
    const fields = refused.errors[0]?.extensions?.['fields'] as { rule: string }[];
    expect(fields.map(({ rule }) => rule)).not.toContain('breached');
  });
});
