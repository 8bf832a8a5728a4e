import { SignInWithCodeDocument, UnlinkProviderDocument } from '../../../src/generated/client/operations.js';
import { identitiesOf, provenIdentity, refusalOf, signInWith, signUpWith } from '../../support/identities.js';
import { askForCode, CODES_ON } from '../../support/mailed-codes.js';
import { registerPerson } from '../../support/people.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: CODES_ON });
}, START_LIMIT);
afterAll(() => service.stop());

const change = (id: string, data: { emailVerifiedAt: Date; verifiedElsewhere?: boolean }) =>
  service.database.user.update({ where: { id }, data });

describe('where the service mails codes', () => {
  it('a code proves the account that a provider is to be linked to', async () => {
    const { email, tokens } = await registerPerson(service.client);
    await change(tokens.user.id, { emailVerifiedAt: new Date() });
    const { challenge: linkChallenge, extras } = await refusalOf(service, provenIdentity({ email }));
    expect(extras['methods']).toEqual(['PASSWORD', 'MAILED_CODE']);
    const input = { ...(await askForCode(service, email)), linkChallenge };
    const { signInWithCode } = await service.client.run(SignInWithCodeDocument, { input });
    expect(await identitiesOf(service.client, signInWithCode.accessToken)).toMatchObject([
      { provider: 'google' },
    ]);
  });

  it('a verified address is another way in, and an unverified one is not', async () => {
    const unlink = async (emailProven: boolean) => {
      const { tokens } = await signUpWith(service, provenIdentity({ emailProven }));
      const [own] = await identitiesOf(service.client, tokens.accessToken);
      const client = service.client.as(tokens.accessToken);
      return client.ask(UnlinkProviderDocument, { input: { id: own?.id ?? '' } });
    };
    expect((await unlink(true)).errors).toEqual([]);
    expect((await unlink(false)).errors).toMatchObject([{ extensions: { reason: 'lastWayIn' } }]);
  });
});

describe('an address that was verified by a link that somebody opened elsewhere', () => {
  const elsewhere = { emailVerifiedAt: new Date(), verifiedElsewhere: true };

  it('is that of the person of the identity, who gets the account', async () => {
    const { email, tokens } = await registerPerson(service.client);
    await change(tokens.user.id, elsewhere);
    const { viewer } = await signInWith(service, provenIdentity({ email }));
    expect(viewer.account.id).toBe(tokens.user.id);
    expect(await service.database.passwordHash.count({ where: { userId: tokens.user.id } })).toBe(0);
  });

  it('is that of the registrant, if the account knows the device: nothing of it ends', async () => {
    const { email, tokens } = await registerPerson(service.client);
    await change(tokens.user.id, elsewhere);
    const deviceToken = tokens.deviceToken ?? null;
    const { code } = await refusalOf(service, provenIdentity({ email }), { deviceToken });
    expect(code).toBe('LINK_REQUIRED');
    expect(await service.database.passwordHash.count({ where: { userId: tokens.user.id } })).toBe(1);
  });
});
