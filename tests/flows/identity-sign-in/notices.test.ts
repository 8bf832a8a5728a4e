import { UnlinkProviderDocument } from '../../../src/generated/client/operations.js';
import { BESIDE } from '../../support/administrators.js';
import { identitiesOf, provenIdentity, signUpWith } from '../../support/identities.js';
import { until } from '../../support/outcomes.js';
import { newcomer, registerPerson } from '../../support/people.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

const LINKED = 'A sign-in provider was linked to your account';
const UNLINKED = 'A sign-in provider was unlinked from your account';

let service: TestService;
beforeAll(async () => {
  service = await startService();
}, START_LIMIT);
afterAll(() => service.stop());

const subjectsTo = (address: string) => service.mailbox.to(address).map(({ subject }) => subject);
const told = (address: string, subject: string) => until(() => subjectsTo(address).includes(subject));

async function link(token: string, identity = provenIdentity()) {
  const viewer = await service.factors.sessions.identify(token, BESIDE);
  await service.identities.identitySignIns.link(viewer, identity, BESIDE);
}

describe('a linked provider', () => {
  it('is mailed to the address of the account and to that of the provider', async () => {
    const { email, tokens } = await registerPerson(service.client);
    const identity = provenIdentity();
    await link(tokens.accessToken, identity);
    await told(email, LINKED);
    await told(identity.email?.address ?? '', LINKED);
    const where = { userId: tokens.user.id, type: 'identity_linked' };
    expect(await service.database.auditEvent.findFirst({ where })).toMatchObject({
      metadata: { provider: 'google', atSignUp: false },
    });
  });

  it('is mailed once if both have one address, and never to an address that the provider does not vouch for', async () => {
    const { email, tokens } = await registerPerson(service.client);
    await link(tokens.accessToken, provenIdentity({ email: email.toUpperCase() }));
    const stranger = newcomer().email;
    await link(tokens.accessToken, provenIdentity({ email: stranger, emailProven: false }));
    await until(() => subjectsTo(email).filter((subject) => subject === LINKED).length === 2);
    expect([...subjectsTo(email.toUpperCase()), ...subjectsTo(stranger)]).toEqual([]);
  });

  it('is no news to somebody who signs up with it', async () => {
    const { email, tokens } = await signUpWith(service);
    const where = { userId: tokens.user.id, type: 'identity_linked' };
    expect(await service.database.auditEvent.findFirst({ where })).toMatchObject({
      metadata: { atSignUp: true },
    });
    expect(subjectsTo(email)).not.toContain(LINKED);
  });
});

describe('an unlinked provider', () => {
  it('is mailed to the address of the account', async () => {
    const { email, tokens } = await registerPerson(service.client);
    await link(tokens.accessToken);
    const [own] = await identitiesOf(service.client, tokens.accessToken);
    const input = { id: own?.id ?? '' };
    await service.client.as(tokens.accessToken).run(UnlinkProviderDocument, { input });
    await told(email, UNLINKED);
  });
});
