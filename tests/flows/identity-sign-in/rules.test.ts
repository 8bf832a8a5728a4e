import { Duration } from '../../../src/core/duration.js';
import {
  LoginDocument,
  MeDocument,
  StartTotpEnrolmentDocument,
  VerifyEmailDocument,
} from '../../../src/generated/client/operations.js';
import { giveRole } from '../../support/administrators.js';
import { provenIdentity, refusalOf, signInWith, signUpWith } from '../../support/identities.js';
import { claimsOf } from '../../support/outcomes.js';
import { newcomer, PASSWORD, registerPerson } from '../../support/people.js';
import { enrol } from '../../support/second-factors.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
}, START_LIMIT);
afterAll(() => service.stop());

const NEW = { challenge: expect.stringMatching(/^[\w-]{43}$/), expiresAt: expect.any(Date) };

/** Somebody who has registered with a password and opened the mailed link. */
async function verifiedPerson() {
  const person = await registerPerson(service.client);
  const token = await service.mailbox.token(person.email, 1, 'verify-email');
  await service.client.as(person.tokens.accessToken).run(VerifyEmailDocument, { input: { token } });
  return person;
}

describe('a known identity', () => {
  it('signs in, whatever address the provider tells now', async () => {
    const { tokens, identity } = await signUpWith(service);
    const other = await verifiedPerson();
    const moved = { ...identity, email: provenIdentity({ email: other.email }).email };
    const { viewer, accessToken } = await signInWith(service, moved);
    expect(viewer.account.id).toBe(tokens.user.id);
    expect(claimsOf(accessToken)).toMatchObject({ acr: 'aal1', amr: ['fed'] });
    const [stored] = await service.database.identity.findMany({ where: { userId: tokens.user.id } });
    expect(stored).toMatchObject({ email: other.email, lastUsedAt: expect.any(Date) });
  });

  it('is another one at another issuer', async () => {
    const { identity } = await signUpWith(service);
    const elsewhere = { ...identity, issuer: 'https://other.example.com', email: null, emailProven: false };
    expect((await refusalOf(service, elsewhere)).code).toBe('SIGN_UP_REQUIRED');
  });

  it('does not open a suspended account', async () => {
    const { tokens, identity } = await signUpWith(service);
    const data = { status: 'SUSPENDED' } as const;
    await service.database.user.update({ where: { id: tokens.user.id }, data });
    expect(await refusalOf(service, identity)).toMatchObject({
      code: 'ACCOUNT_SUSPENDED',
      extras: { until: null },
    });
  });

  it('meets the second factor of its user, unless the operator trusts that of the provider', async () => {
    const { tokens, identity } = await signUpWith(service);
    await enrol(service.client.as(tokens.accessToken), service.clock);
    expect(await refusalOf(service, identity)).toMatchObject({
      code: 'MFA_REQUIRED',
      extras: { methods: ['TOTP', 'RECOVERY_CODE'] },
    });
    const { accessToken } = await signInWith(service, { ...identity, secondFactor: true });
    expect(claimsOf(accessToken)).toMatchObject({ acr: 'aal2', amr: ['fed', 'mfa'] });
  });
});

describe('a new identity', () => {
  it('without a proven address leads to a sign-up without an address, also if an account has it', async () => {
    const { email } = await verifiedPerson();
    const { code, extras } = await refusalOf(service, provenIdentity({ email, emailProven: false }));
    expect(code).toBe('SIGN_UP_REQUIRED');
    expect(extras).toMatchObject({ ...NEW, email: null, emailVerified: false });
  });

  it('with a proven address that nobody has leads to a sign-up with it', async () => {
    const { email } = newcomer();
    const { code, extras } = await refusalOf(service, provenIdentity({ email, name: 'Ada Lovelace' }));
    expect(code).toBe('SIGN_UP_REQUIRED');
    expect(extras).toMatchObject({ ...NEW, email, emailVerified: true });
    expect(extras['suggestedUsername']).toMatch(/^ada_lovelace/);
  });

  it('with the address of a verified account is never merged in silence', async () => {
    const person = await verifiedPerson();
    const identity = provenIdentity({ email: person.email.toUpperCase() });
    const { code, extras } = await refusalOf(service, identity);
    expect(code).toBe('LINK_REQUIRED');
    expect(extras).toEqual({ ...NEW, methods: ['PASSWORD'] });
    expect(await service.database.identity.count({ where: { userId: person.tokens.user.id } })).toBe(0);
    expect((await service.client.ask(MeDocument, {}, { token: person.tokens.accessToken })).errors).toEqual(
      [],
    );
  });

  it('with the address of an account that never proved it gets the account, with everything in it ended', async () => {
    const person = await registerPerson(service.client);
    const { viewer, accessToken } = await signInWith(service, provenIdentity({ email: person.email }));
    expect(viewer.account).toMatchObject({ id: person.tokens.user.id, emailVerified: true });
    const input = { usernameOrEmail: person.email, password: PASSWORD };
    expect(await service.client.refusal(LoginDocument, { input })).toMatchObject({
      code: 'INVALID_CREDENTIALS',
    });
    const { accessToken: token } = person.tokens;
    expect(
      await service.client.refusal(StartTotpEnrolmentDocument, { input: { name: 'Phone' } }, { token }),
    ).toMatchObject({ code: 'TOKEN_INVALID' });
    const fresh = { token: accessToken };
    expect(
      await service.client.refusal(StartTotpEnrolmentDocument, { input: { name: 'Phone' } }, fresh),
    ).toMatchObject({
      code: 'STEP_UP_REQUIRED',
    });
  });

  it.each([
    [
      'an administrator',
      async (person: Awaited<ReturnType<typeof registerPerson>>) => giveRole(service, person, 'ADMIN'),
    ],
    [
      'an account that the operator made',
      async ({ tokens }: Awaited<ReturnType<typeof registerPerson>>) => {
        await service.database.user.update({ where: { id: tokens.user.id }, data: { provisioned: true } });
      },
    ],
    [
      'a suspended account',
      async ({ tokens }: Awaited<ReturnType<typeof registerPerson>>) => {
        await service.database.user.update({ where: { id: tokens.user.id }, data: { status: 'SUSPENDED' } });
      },
    ],
  ])('does not take over %s that never proved its address', async (_whom, change) => {
    const person = await registerPerson(service.client);
    await change(person);
    const { code, extras } = await refusalOf(service, provenIdentity({ email: person.email }));
    expect([code, extras['methods']]).toEqual(['LINK_REQUIRED', ['PASSWORD']]);
    expect(await service.database.passwordHash.count({ where: { userId: person.tokens.user.id } })).toBe(1);
  });

  it('waits for a sign-up for 15 minutes, and is purged after them', async () => {
    const { challenge } = await refusalOf(service, provenIdentity());
    expect(challenge).not.toBe('');
    const before = await service.database.pendingIdentity.count();
    service.clock.advance(Duration.minutes(16));
    await service.housekeeping.sweep();
    expect(before).toBeGreaterThan(0);
    expect(await service.database.pendingIdentity.count()).toBe(0);
  });
});
