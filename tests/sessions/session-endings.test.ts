import { asUserId } from '../../src/core/ids.js';
import {
  ChangePasswordDocument,
  LogoutDocument,
  MeDocument,
  MySessionsDocument,
  RefreshTokenDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  RevokeOtherSessionsDocument,
  RevokeSessionDocument,
} from '../../src/generated/client/operations.js';
import type { Prisma } from '../../src/platform/database/client.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { codeOf } from '../support/bearer.js';
import { claimsOf, respell } from '../support/forgery.js';
import { logIn, PASSWORD, type Person, registerPerson } from '../support/people.js';
import type { TestService } from '../support/service.js';
import { type Instances, startTwoInstances } from '../support/two-instances.js';

let instances: Instances;
let service: TestService;
beforeAll(async () => {
  instances = await startTwoInstances();
  service = instances.one;
});
afterAll(() => instances.stop());

describe('what ends a session', () => {
  type Ending = (someone: Person, elsewhere: string, before: string) => Promise<unknown>;
  const as = (token: string) => service.client.as(token);
  const suspend = (database: Prisma.TransactionClient, id: string) =>
    database.user.update({ where: { id }, data: { status: 'SUSPENDED' } });

  const ENDINGS: Readonly<Record<string, Ending>> = {
    'a logout': ({ tokens }) => as(tokens.accessToken).run(LogoutDocument, {}),
    'a logout by refresh token': ({ tokens }) =>
      service.client.run(LogoutDocument, { input: { refreshToken: tokens.refreshToken } }),
    'a logout by the refresh token before': (_someone, _elsewhere, refreshToken) =>
      service.client.run(LogoutDocument, { input: { refreshToken } }),
    'a logout everywhere': (_someone, elsewhere) =>
      as(elsewhere).run(LogoutDocument, { input: { everywhere: true } }),
    'its revocation': ({ tokens }, elsewhere) =>
      as(elsewhere).run(RevokeSessionDocument, {
        input: { sessionId: String(claimsOf(tokens.accessToken)['sid']) },
      }),
    'the revocation of the others': (_someone, elsewhere) =>
      as(elsewhere).run(RevokeOtherSessionsDocument, {}),
    'a password change': (_someone, elsewhere) =>
      as(elsewhere).run(ChangePasswordDocument, {
        input: { currentPassword: PASSWORD, newPassword: 'Another1Word!' },
      }),
    'a password reset': async ({ email }) => {
      await service.client.run(RequestPasswordResetDocument, { input: { email } });
      const token = await service.mailbox.token(email);
      await service.client.run(ResetPasswordDocument, { input: { token, newPassword: 'Another1Word!' } });
    },
    'a suspension': async ({ tokens }) => {
      await inTransaction(service.database, async (tx) => {
        await suspend(tx, tokens.user.id);
        await service.userChanges.apply(tx, asUserId(tokens.user.id), 'suspended');
      });
    },
    'the deletion of the account': ({ tokens }) =>
      inTransaction(service.database, async (tx) => {
        await service.userChanges.apply(tx, asUserId(tokens.user.id), 'deleted');
        await tx.user.delete({ where: { id: tokens.user.id } });
      }),
  };

  const refresh = async (refreshToken: string) =>
    (await service.client.run(RefreshTokenDocument, { input: { refreshToken } })).refreshToken;
  const refreshCode = async (refreshToken: string) =>
    (await service.client.refusal(RefreshTokenDocument, { input: { refreshToken } })).code;

  it.each(Object.keys(ENDINGS))(
    'JWT-4, RT-7: %s ends its tokens at once, on every instance; neither a look before nor the grace keeps one',
    async (name) => {
      const person = await registerPerson(service.client);
      const elsewhere = await logIn(service.client, person);
      const before = person.tokens;
      const someone = { ...person, tokens: await refresh(before.refreshToken) };
      const token = someone.tokens.accessToken;
      for (const { client } of [instances.one, instances.other]) await client.run(MeDocument, {}, { token });

      await ENDINGS[name]?.(someone, elsewhere.accessToken, before.refreshToken);

      const refused = name === 'a suspension' ? 'ACCOUNT_SUSPENDED' : 'TOKEN_INVALID';
      for (const { refreshToken } of [before, someone.tokens])
        expect(await refreshCode(refreshToken)).toBe(refused);
      const change = { input: { currentPassword: PASSWORD, newPassword: 'Third1Word!!' } };
      for (const { client } of [instances.one, instances.other]) {
        const refusals = [
          await client.refusal(MeDocument, {}, { token }),
          await client.refusal(MySessionsDocument, {}, { token }),
          await client.refusal(ChangePasswordDocument, change, { token }),
          await client.refusal(MeDocument, {}, { token: before.accessToken }),
        ];
        expect(refusals.map(({ code }) => code)).toEqual(Array(4).fill('TOKEN_INVALID'));
      }
    },
  );

  it('S-3, RT-6: a password change ends every other session and every link; the one that made it goes on', async () => {
    const person = await registerPerson(service.client);
    const [second, third] = [await logIn(service.client, person), await logIn(service.client, person)];
    await service.client.run(RequestPasswordResetDocument, { input: { email: person.email } });
    const link = await service.mailbox.token(person.email);
    await as(second.accessToken).run(ChangePasswordDocument, {
      input: { currentPassword: PASSWORD, newPassword: 'Another1Word!' },
    });
    for (const { accessToken, refreshToken } of [person.tokens, third]) {
      expect(await codeOf(service.client, accessToken)).toBe('TOKEN_INVALID');
      expect(await refreshCode(refreshToken)).toBe('TOKEN_INVALID');
    }
    const reset = { input: { token: link, newPassword: 'Third1Word!!' } };
    expect((await service.client.refusal(ResetPasswordDocument, reset)).code).toBe('TOKEN_INVALID');
    expect(await codeOf(service.client, second.accessToken)).toBe('accepted');
    await refresh(second.refreshToken);
  });

  it('JWT-4: a suspension holds even where the session was left', async () => {
    const someone = await registerPerson(service.client);
    await suspend(service.database, someone.tokens.user.id);
    expect(await codeOf(service.client, someone.tokens.accessToken)).toBe('ACCOUNT_SUSPENDED');
  });

  it('JWT-4: a role is read anew at every request', async () => {
    const someone = await registerPerson(service.client);
    const role = async () =>
      (await service.client.run(MeDocument, {}, { token: someone.tokens.accessToken })).me?.role;
    expect(await role()).toBe('USER');
    await service.database.user.update({ where: { id: someone.tokens.user.id }, data: { role: 'ADMIN' } });
    expect(await role()).toBe('ADMIN');
    await service.database.user.update({ where: { id: someone.tokens.user.id }, data: { role: 'USER' } });
    expect(await role()).toBe('USER');
  });

  it('JWT-6: ends every spelling of its tokens, also those that were accepted before', async () => {
    const someone = await registerPerson(service.client);
    const spellings = respell(someone.tokens.accessToken);
    const before = await Promise.all(spellings.map((spelling) => codeOf(service.client, spelling)));
    expect(before[0]).toBe('accepted');
    await service.client.run(LogoutDocument, {}, { token: someone.tokens.accessToken });
    const after = await Promise.all(spellings.map((spelling) => codeOf(service.client, spelling)));
    expect(new Set(after)).toEqual(new Set(['TOKEN_INVALID']));
  });
});
