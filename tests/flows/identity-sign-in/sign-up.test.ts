import { Duration } from '../../../src/core/duration.js';
import {
  CompleteSignUpDocument,
  type CompleteSignUpInput,
  MeDocument,
} from '../../../src/generated/client/operations.js';
import { identitiesOf, provenIdentity, refusalOf, signInWith, signUpWith } from '../../support/identities.js';
import { claimsOf } from '../../support/outcomes.js';
import { newcomer, registerPerson, uniqueName } from '../../support/people.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

let service: TestService;
let strict: TestService;
beforeAll(async () => {
  service = await startService();
  strict = await startService({ env: { REQUIRE_VERIFIED_EMAIL: 'on', USERNAMES: 'derived' } });
}, START_LIMIT);
afterAll(async () => {
  await service.stop();
  await strict.stop();
});

const begin = async (identity = provenIdentity(), on = service) => (await refusalOf(on, identity)).challenge;
const complete = async (input: CompleteSignUpInput, on = service) =>
  (await on.client.run(CompleteSignUpDocument, { input })).completeSignUp;
const refusal = (input: CompleteSignUpInput) => service.client.refusal(CompleteSignUpDocument, { input });

describe('completeSignUp', () => {
  it('creates an account that is born with the address of the provider, verified, and without a password', async () => {
    const referrer = await registerPerson(service.client);
    const identity = provenIdentity();
    const { email } = identity;
    const { referralCode } = referrer.tokens.user;
    const tokens = await complete({
      challenge: await begin(identity),
      username: uniqueName(),
      displayName: 'Ada Lovelace',
      languageCode: 'de',
      referralCode,
      deviceFingerprint: uniqueName(),
    });
    const { id } = tokens.user;
    expect(tokens.user).toMatchObject({
      email: email?.address,
      emailVerified: true,
      displayName: 'Ada Lovelace',
    });
    expect(claimsOf(tokens.accessToken)).toMatchObject({ acr: 'aal1', amr: ['fed'] });
    expect(await service.database.passwordHash.count({ where: { userId: id } })).toBe(0);
    expect(await identitiesOf(service.client, tokens.accessToken)).toEqual([
      {
        id: expect.any(String),
        provider: 'google',
        email: email?.address,
        createdAt: expect.any(String),
        lastUsedAt: expect.any(String),
      },
    ]);
    const again = await signInWith(service, identity);
    expect(again.viewer.account.id).toBe(id);
    const row = await service.database.user.findUnique({ where: { id } });
    expect(row).toMatchObject({
      languageCode: 'de',
      referredById: referrer.tokens.user.id,
      provisioned: false,
    });
  });

  it('takes the address of the provider, whatever the client sends', async () => {
    const identity = provenIdentity();
    const challenge = await begin(identity);
    const { user } = await complete({ challenge, username: uniqueName(), email: newcomer().email });
    expect(user.email).toBe(identity.email?.address);
  });

  it('asks for an address that the provider does not vouch for, and mails a link to it', async () => {
    const identity = provenIdentity({ emailProven: false });
    const challenge = await begin(identity);
    expect(await refusal({ challenge, username: uniqueName() })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ field: 'email', rule: 'required' }],
    });
    const { email } = newcomer();
    const { user } = await complete({ challenge, username: uniqueName(), email });
    expect(user).toMatchObject({ email, emailVerified: false });
    expect(await service.mailbox.token(email, 1, 'verify-email')).toEqual(expect.any(String));
    expect(service.mailbox.to(identity.email?.address ?? '')).toEqual([]);
  });

  it('suggests a username that is free, from the name or the address', async () => {
    const name = uniqueName();
    const suggested = async (overrides: Parameters<typeof provenIdentity>[0]) =>
      String((await refusalOf(service, provenIdentity(overrides))).extras['suggestedUsername']);
    expect(await suggested({ name: `Zoë ${name}` })).toBe(`zoe_${name}`);
    expect(await suggested({ name: '山田太郎', email: `${name}@example.com` })).toBe(name);
    await registerPerson(service.client, { username: name });
    expect(await suggested({ name })).toMatch(new RegExp(`^${name}_[a-z2-7]{8}$`));
    expect(await suggested({ name: 'admin' })).toMatch(/^admin_[a-z2-7]{8}$/);
    expect(await suggested({ name: null, email: null })).toMatch(/^user/);
  });

  it('leaves the challenge after a refusal, for five attempts in all', async () => {
    const { username, email } = await registerPerson(service.client);
    const challenge = await begin(provenIdentity({ emailProven: false }));
    const free = newcomer();
    const input = { challenge, username: free.username, email: free.email };
    for (let tries = 0; tries < 8; tries += 1)
      expect(await refusal({ challenge, username: 'admin', email })).toMatchObject({
        code: 'BAD_USER_INPUT',
      });
    expect(await refusal({ ...input, username })).toMatchObject({ code: 'USERNAME_TAKEN' });
    expect(await refusal({ ...input, email })).toMatchObject({ code: 'EMAIL_TAKEN' });
    expect(await refusal({ ...input, referralCode: 'NOBODY' })).toMatchObject({
      code: 'INVALID_REFERRAL_CODE',
    });
    expect((await complete(input)).user.username).toBe(free.username);

    const spent = { ...input, challenge: await begin(provenIdentity({ emailProven: false })) };
    for (let tries = 0; tries < 5; tries += 1) await refusal({ ...spent, username });
    const another = { ...spent, username: uniqueName(), email: newcomer().email };
    expect(await refusal(another)).toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('reads everything anew: the address or the identity may have a user by now', async () => {
    const identity = provenIdentity();
    const [first, second] = [await begin(identity), await begin(identity)];
    await complete({ challenge: first, username: uniqueName() });
    expect(await refusal({ challenge: second, username: uniqueName() })).toMatchObject({
      code: 'EMAIL_TAKEN',
    });

    const unproven = provenIdentity({ email: null });
    const waiting = await begin(unproven);
    await signUpWith(service, unproven);
    const input = { challenge: waiting, username: uniqueName(), email: newcomer().email };
    expect(await refusal(input)).toMatchObject({ code: 'IDENTITY_TAKEN' });
    expect(await service.database.user.count({ where: { username: input.username } })).toBe(0);
  });

  it('refuses a challenge that is unknown, used, expired or of a link', async () => {
    const username = uniqueName();
    const used = await begin();
    await complete({ challenge: used, username });
    const person = await registerPerson(service.client);
    const where = { id: person.tokens.user.id };
    await service.database.user.update({ where, data: { emailVerifiedAt: new Date() } });
    const link = await begin(provenIdentity({ email: person.email }));
    const expired = await begin();
    service.clock.advance(Duration.minutes(15));
    for (const challenge of ['nonsense', 'x'.repeat(43), used, link, expired])
      expect(await refusal({ challenge, username: uniqueName() })).toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('needs a username unless the service derives one', async () => {
    expect(await refusal({ challenge: await begin() })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ field: 'username', rule: 'required' }],
    });
    const name = uniqueName();
    const { user } = await complete(
      { challenge: await begin(provenIdentity({ email: `${name}@example.com` }), strict) },
      strict,
    );
    expect(user.username).toBe(name);
  });

  it('opens no session before the address is verified, where the operator asks for that', async () => {
    const { email } = newcomer();
    const identity = provenIdentity({ email: null });
    const input = { challenge: await begin(identity, strict), email };
    expect(await strict.client.refusal(CompleteSignUpDocument, { input })).toMatchObject({
      code: 'EMAIL_NOT_VERIFIED',
      registered: true,
    });
    expect(await refusalOf(strict, identity)).toMatchObject({
      code: 'EMAIL_NOT_VERIFIED',
      extras: { registered: false },
    });
    const proven = await complete({ challenge: await begin(provenIdentity(), strict) }, strict);
    const { me } = await strict.client.as(proven.accessToken).run(MeDocument, {});
    expect(me?.emailVerified).toBe(true);
  });
});
