import {
  CompleteSignUpDocument,
  LoginDocument,
  UnlinkProviderDocument,
} from '../../../src/generated/client/operations.js';
import { BESIDE } from '../../support/administrators.js';
import { identitiesOf, provenIdentity, refusalOf, signInWith } from '../../support/identities.js';
import { outcomesAtOnce } from '../../support/outcomes.js';
import { atOnce, newcomer, PASSWORD, registerPerson, uniqueName } from '../../support/people.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
}, START_LIMIT);
afterAll(() => service.stop());

const countOf = ({ subject }: { readonly subject: string }) =>
  service.database.identity.count({ where: { subject } });

describe('sixteen at once', () => {
  it('with a new identity of an unproven account: one link, and everybody is in', async () => {
    const person = await registerPerson(service.client);
    const identity = provenIdentity({ email: person.email });
    const results = await atOnce(16, () => signInWith(service, identity));
    const ids = results.map((one) => (one.status === 'fulfilled' ? one.value.viewer.account.id : one.reason));
    expect(new Set(ids)).toEqual(new Set([person.tokens.user.id]));
    expect(await countOf(identity)).toBe(1);
    const where = { userId: person.tokens.user.id, type: 'account_reclaimed' };
    expect(await service.database.auditEvent.count({ where })).toBe(1);
  });

  it('with one challenge of a sign-up: one account', async () => {
    const identity = provenIdentity();
    const { challenge } = await refusalOf(service, identity);
    const { won, codes } = await outcomesAtOnce(16, () =>
      service.client.ask(CompleteSignUpDocument, { input: { challenge, username: uniqueName() } }),
    );
    expect(won).toHaveLength(1);
    for (const code of codes) expect(['TOKEN_INVALID', 'EMAIL_TAKEN', 'IDENTITY_TAKEN']).toContain(code);
    expect(await countOf(identity)).toBe(1);
    expect(await service.database.user.count({ where: { emailKey: identity.email?.key ?? '' } })).toBe(1);
  });

  it('with as many challenges of one identity, and other addresses: one account', async () => {
    const identity = provenIdentity({ email: null });
    const challenges = await Promise.all(
      Array.from({ length: 16 }, async () => (await refusalOf(service, identity)).challenge),
    );
    const before = await service.database.user.count();
    const { won, codes } = await outcomesAtOnce(16, (index) => {
      const { username, email } = newcomer();
      const input = { challenge: challenges[index] ?? '', username, email };
      return service.client.ask(CompleteSignUpDocument, { input });
    });
    expect(won).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['IDENTITY_TAKEN']));
    expect([await countOf(identity), await service.database.user.count()]).toEqual([1, before + 1]);
  });

  it('with one challenge of a link: one link', async () => {
    const person = await registerPerson(service.client);
    const data = { emailVerifiedAt: new Date() };
    await service.database.user.update({ where: { id: person.tokens.user.id }, data });
    const identity = provenIdentity({ email: person.email });
    const { challenge: linkChallenge } = await refusalOf(service, identity);
    const input = { usernameOrEmail: person.email, password: PASSWORD, linkChallenge };
    const { won } = await outcomesAtOnce(16, () => service.client.ask(LoginDocument, { input }));
    expect(won.length).toBeGreaterThan(0);
    expect(await countOf(identity)).toBe(1);
  });

  it('that link one identity to as many users: one has it', async () => {
    const people = await Promise.all(Array.from({ length: 16 }, () => registerPerson(service.client)));
    const identity = provenIdentity();
    const results = await atOnce(16, async (index) => {
      const token = people[index]?.tokens.accessToken ?? '';
      const viewer = await service.factors.sessions.identify(token, BESIDE);
      await service.identities.identitySignIns.link(viewer, identity, BESIDE);
    });
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of results)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'IDENTITY_TAKEN' });
    expect(await countOf(identity)).toBe(1);
  });

  it('that sign in while the identity is unlinked: no session of theirs is left', async () => {
    const person = await registerPerson(service.client);
    const token = person.tokens.accessToken;
    const identity = provenIdentity();
    const viewer = await service.factors.sessions.identify(token, BESIDE);
    await service.identities.identitySignIns.link(viewer, identity, BESIDE);
    const [own] = await identitiesOf(service.client, token);
    const input = { id: own?.id ?? '' };
    await atOnce<unknown>(16, (index) =>
      index === 8
        ? service.client.run(UnlinkProviderDocument, { input }, { token })
        : signInWith(service, identity),
    );
    const left = await service.database.session.findMany({ where: { userId: person.tokens.user.id } });
    expect(left.map(({ methods }) => methods)).toEqual([['pwd']]);
  });
});
