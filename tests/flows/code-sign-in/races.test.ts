import {
  ChangePasswordDocument,
  LoginDocument,
  MeDocument,
  SignInWithCodeDocument,
} from '../../../src/generated/client/operations.js';
import { askForCode, CODES_ON, wrongFor } from '../../support/mailed-codes.js';
import { codesOf, outcomesAtOnce, times } from '../../support/outcomes.js';
import { PASSWORD, registerPerson } from '../../support/people.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';
import { verified } from '../reclaiming/mailboxes.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: CODES_ON });
}, START_LIMIT);
afterAll(() => service.stop());

const sessionsOf = (userId: string) => service.database.session.count({ where: { userId } });

describe('sixteen requests at once', () => {
  it('with one code open one session', async () => {
    const person = await verified(service, await registerPerson(service.client));
    const input = await askForCode(service, person.email);
    const { won, codes } = await outcomesAtOnce(16, () =>
      service.client.ask(SignInWithCodeDocument, { input }),
    );
    expect(won).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['TOKEN_INVALID']));
    expect(await sessionsOf(person.tokens.user.id)).toBe(2);
  });

  it('with one code to an account that was never proven reclaim it once', async () => {
    const person = await registerPerson(service.client);
    const input = await askForCode(service, person.email);
    const { won } = await outcomesAtOnce(16, () => service.client.ask(SignInWithCodeDocument, { input }));
    expect(won).toHaveLength(1);
    expect(await sessionsOf(person.tokens.user.id)).toBe(1);
    const where = { userId: person.tokens.user.id, type: 'account_reclaimed' };
    expect(await service.database.auditEvent.count({ where })).toBe(1);
  });

  it('with wrong codes check five of them', async () => {
    const person = await verified(service, await registerPerson(service.client));
    const { challenge, code } = await askForCode(service, person.email);
    const { won, codes } = await outcomesAtOnce(16, () =>
      service.client.ask(SignInWithCodeDocument, { input: { challenge, code: wrongFor(code) } }),
    );
    expect(won).toEqual([]);
    expect(codes.filter((one) => one === 'INVALID_CODE')).toHaveLength(5);
    const input = { challenge, code };
    expect(codesOf(await service.client.ask(SignInWithCodeDocument, { input }))).toEqual(['TOKEN_INVALID']);
  });
});

describe('a sign-in that races with a change', () => {
  it('S-3: leaves no session that a change of the password should have ended', async () => {
    for (let round = 0; round < 8; round++) {
      const person = await verified(service, await registerPerson(service.client));
      const input = await askForCode(service, person.email);
      const own = service.client.as(person.tokens.accessToken);
      const change = { currentPassword: PASSWORD, newPassword: 'Correct-Horse-9' };
      const [, changed] = await Promise.all([
        service.client.ask(SignInWithCodeDocument, { input }),
        own.ask(ChangePasswordDocument, { input: change }),
      ]);
      expect(codesOf(changed)).toEqual([]);
      expect(await sessionsOf(person.tokens.user.id)).toBe(1);
      expect(codesOf(await own.ask(MeDocument, {}))).toEqual([]);
    }
  });

  it('S-3: leaves no session of a login that the reclaiming should have ended', async () => {
    for (let round = 0; round < 8; round++) {
      const person = await registerPerson(service.client);
      const input = await askForCode(service, person.email);
      const credentials = { usernameOrEmail: person.email, password: PASSWORD };
      const [signedIn, ...logins] = await Promise.all([
        service.client.ask(SignInWithCodeDocument, { input }),
        ...times(3, 0).map(() => service.client.ask(LoginDocument, { input: credentials })),
      ]);
      expect(codesOf(signedIn)).toEqual([]);
      expect(await sessionsOf(person.tokens.user.id)).toBe(1);
      for (const { data } of logins) {
        if (!data) continue;
        const { accessToken } = data.login;
        expect(codesOf(await service.client.as(accessToken).ask(MeDocument, {}))).toEqual(['TOKEN_INVALID']);
      }
    }
  });
});
