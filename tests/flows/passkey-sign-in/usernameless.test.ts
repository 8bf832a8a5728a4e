import { Duration } from '../../../src/core/duration.js';
import {
  LoginDocument,
  MeDocument,
  RefreshTokenDocument,
  SignInWithPasskeyDocument,
  StartPasskeySignInDocument,
} from '../../../src/generated/client/operations.js';
import { Authenticator, type CeremonyOptions, FLAG } from '../../support/authenticator.js';
import {
  beginSignIn,
  claimsOf,
  ORIGIN,
  personWithPasskey,
  signedInput,
  signIn,
  signInRefusal,
} from '../../support/passkeys.js';
import { atOnce, registerPerson } from '../../support/people.js';
import { START_LIMIT, startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
}, START_LIMIT);
afterAll(() => service.stop());

const REFUSED = /We refused one of your passkeys/;

async function eventually(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1500 && !holds(); tries++) await new Promise((done) => setTimeout(done, 10));
  expect(holds()).toBe(true);
}

const eventsOf = async (type: string) =>
  (await service.database.auditEvent.findMany({ where: { type } })).map(({ metadata }) => metadata);

describe('a sign-in with a passkey alone', () => {
  it('opens a session of level 3 without a username', async () => {
    const { username, authenticator } = await personWithPasskey(service.client);
    const tokens = await signIn(service.client, authenticator);
    expect(tokens.user).toMatchObject({ username });
    expect(claimsOf(tokens)).toMatchObject({ acr: 'phr', amr: ['pop', 'user', 'mfa'] });
    const { refreshToken } = await service.client.run(RefreshTokenDocument, {
      input: { refreshToken: tokens.refreshToken },
    });
    expect(claimsOf(refreshToken)).toMatchObject({ acr: 'phr', amr: ['pop', 'user', 'mfa'] });
  });

  it('says `hwk` of a passkey that cannot leave its authenticator alone', async () => {
    const { authenticator } = await personWithPasskey(
      service.client,
      new Authenticator({ synchronised: false }),
    );
    expect(claimsOf(await signIn(service.client, authenticator))).toMatchObject({
      amr: ['pop', 'user', 'mfa', 'hwk'],
    });
  });

  it('begins alike for everybody, with nothing of an account in the options', async () => {
    await personWithPasskey(service.client);
    const { challenge, options, expiresAt } = await beginSignIn(service.client);
    expect(options).toEqual({
      rpId: 'latchkey.test',
      challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      timeout: 300_000,
      userVerification: 'required',
      allowCredentials: [],
    });
    expect(challenge).toMatch(/^[\w-]{43}$/);
    expect((options as { challenge: string }).challenge).not.toBe(challenge);
    const left = new Date(expiresAt).getTime() - service.clock.now().getTime();
    expect(left).toBeLessThanOrEqual(300_000);
    expect(left).toBeGreaterThan(240_000);
  });

  it('PK-1: is good once', async () => {
    const { authenticator } = await personWithPasskey(service.client);
    const input = await signedInput(service.client, authenticator);
    await service.client.run(SignInWithPasskeyDocument, { input });
    const again = await service.client.refusal(SignInWithPasskeyDocument, { input });
    expect(again.code).toBe('TOKEN_INVALID');
  });

  it('PK-1: opens one session for sixteen requests at once', async () => {
    const { authenticator } = await personWithPasskey(service.client);
    const input = await signedInput(service.client, authenticator);
    const results = await atOnce(16, () => service.client.run(SignInWithPasskeyDocument, { input }));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('PK-1: a refused attempt ends its challenge', async () => {
    const { authenticator } = await personWithPasskey(service.client);
    const good = await signedInput(service.client, authenticator);
    const bad = { ...good, assertion: { ...good.assertion, signature: 'AAAA' } };
    const { code } = await service.client.refusal(SignInWithPasskeyDocument, { input: bad });
    expect(code).toBe('INVALID_CREDENTIALS');
    const after = await service.client.refusal(SignInWithPasskeyDocument, { input: good });
    expect(after.code).toBe('TOKEN_INVALID');
  });

  it('PK-1: a challenge is good for five minutes', async () => {
    const { authenticator } = await personWithPasskey(service.client);
    const input = await signedInput(service.client, authenticator);
    service.clock.advance(Duration.milliseconds(300_001));
    const { code } = await service.client.refusal(SignInWithPasskeyDocument, { input });
    expect(code).toBe('TOKEN_INVALID');
    await service.housekeeping.sweep();
    expect(await service.database.challenge.count()).toBe(0);
  });

  it('PK-6: refuses an unknown passkey, a bad signature, a wrong origin and a wrong user alike', async () => {
    const [person, other] = [
      await personWithPasskey(service.client),
      await personWithPasskey(service.client),
    ];
    const ask = async (change: (input: Awaited<ReturnType<typeof signedInput>>) => object) => {
      const input = await signedInput(service.client, person.authenticator);
      const changed = { ...input, assertion: { ...input.assertion, ...change(input) } };
      const answer = await service.client.ask(SignInWithPasskeyDocument, { input: changed });
      return answer.text.replace(/"requestId":"[^"]*"/, '');
    };
    const theirs = (await signedInput(service.client, other.authenticator)).assertion;
    const answers = [
      await ask(() => ({ id: 'AAAA' })),
      await ask(({ assertion }) => ({ signature: `${assertion.signature.slice(0, -4)}AAAA` })),
      await ask(() => ({ signature: theirs.signature })),
      await ask(() => ({ userHandle: theirs.userHandle })),
      await ask(() => ({ userHandle: null })),
      await ask(() => ({ id: theirs.id })),
      await ask(() => ({ clientDataJSON: 'AAAA' })),
    ];
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('INVALID_CREDENTIALS');
  });

  it.each([
    ['another origin', { clientData: { origin: 'https://evil.example' } }],
    ['an embedded page', { clientData: { crossOrigin: true } }],
    ['another RP ID', { rpId: 'evil.example' }],
    ['no user verification', { flags: (flags: number) => flags & ~FLAG.userVerified }],
    ['a flipped backup flag', { flags: (flags: number) => flags & ~(FLAG.backupEligible | FLAG.backedUp) }],
  ])('refuses an assertion of %s, and opens no session', async (_name, deviation) => {
    const { authenticator, tokens } = await personWithPasskey(service.client);
    const before = await service.database.session.count({ where: { userId: tokens.user.id } });
    const { code } = await signInRefusal(service.client, authenticator, { deviation });
    expect(code).toBe('INVALID_CREDENTIALS');
    expect(await service.database.session.count({ where: { userId: tokens.user.id } })).toBe(before);
  });

  it('names the check that failed to administrators alone', async () => {
    const { authenticator } = await personWithPasskey(service.client);
    await signInRefusal(service.client, authenticator, { deviation: { clientData: { crossOrigin: true } } });
    expect(await eventsOf('passkey_refused')).toContainEqual({ because: 'embedded' });
  });

  it('PK-4: accepts a synchronised passkey whose counter went back, and records it', async () => {
    const { authenticator } = await personWithPasskey(service.client);
    await signIn(service.client, authenticator, { deviation: { signCount: 9 } });
    await signIn(service.client, authenticator, { deviation: { signCount: 4 } });
    expect(await eventsOf('passkey_counter_regressed')).toContainEqual(
      expect.objectContaining({ refused: false }),
    );
    expect(service.mailbox.mails.filter(({ subject }) => REFUSED.test(subject))).toEqual([]);
  });

  it('PK-4: refuses a passkey of one device whose counter went back, and mails its owner', async () => {
    const authenticator = new Authenticator({ synchronised: false });
    const { email } = await personWithPasskey(service.client, authenticator);
    await signIn(service.client, authenticator, { deviation: { signCount: 9 } });
    const { code } = await signInRefusal(service.client, authenticator, { deviation: { signCount: 9 } });
    expect(code).toBe('INVALID_CREDENTIALS');
    await eventually(() => service.mailbox.to(email).some(({ subject }) => REFUSED.test(subject)));
    // The owner's own device counts on, and works.
    await signIn(service.client, authenticator, { deviation: { signCount: 10 } });
  });

  it('LOG-4: tells a suspended user after a right signature alone', async () => {
    const { authenticator, tokens } = await personWithPasskey(service.client);
    await service.database.user.update({ where: { id: tokens.user.id }, data: { status: 'SUSPENDED' } });
    expect((await signInRefusal(service.client, authenticator)).code).toBe('ACCOUNT_SUSPENDED');
    const input = await signedInput(service.client, authenticator);
    const bad = { ...input, assertion: { ...input.assertion, signature: 'AAAA' } };
    const { code } = await service.client.refusal(SignInWithPasskeyDocument, { input: bad });
    expect(code).toBe('INVALID_CREDENTIALS');
  });

  it('does not sign in with a passkey that was removed', async () => {
    const { authenticator, added } = await personWithPasskey(service.client);
    await service.database.passkey.delete({ where: { id: added.passkey.id } });
    expect((await signInRefusal(service.client, authenticator)).code).toBe('INVALID_CREDENTIALS');
  });

  it('is no way around the ceremony: the challenge is no token, and a token is no challenge', async () => {
    const { tokens } = await personWithPasskey(service.client);
    const { challenge } = await beginSignIn(service.client);
    const asToken = await service.client.as(challenge).refusal(MeDocument, {});
    expect(asToken.code).toBe('TOKEN_INVALID');
    const asChallenge = await service.client.refusal(StartPasskeySignInDocument, {
      input: { challenge: tokens.accessToken },
    });
    expect(asChallenge.code).toBe('TOKEN_INVALID');
    const swapped = await service.client.refusal(StartPasskeySignInDocument, { input: { challenge } });
    expect(swapped.code).toBe('TOKEN_INVALID');
  });

  it('knows the device of a user who signed in with a passkey', async () => {
    const { authenticator } = await personWithPasskey(service.client);
    const input = await signedInput(service.client, authenticator);
    const { signInWithPasskey: first } = await service.client.run(SignInWithPasskeyDocument, { input });
    const next = { ...(await signedInput(service.client, authenticator)), deviceToken: first.deviceToken };
    const { signInWithPasskey: second } = await service.client.run(SignInWithPasskeyDocument, {
      input: next,
    });
    expect(second.deviceToken).toBe(first.deviceToken);
  });

  it('leaves a user without passkeys, and one who never heard of them, alone', async () => {
    const person = await registerPerson(service.client);
    const { login } = await service.client.run(LoginDocument, {
      input: { usernameOrEmail: person.email, password: person.password },
    });
    expect(claimsOf(login)).toMatchObject({ acr: 'aal1', amr: ['pwd'] });
  });

  it('lets no authenticator without a passkey of ours in', async () => {
    const stranger = new Authenticator();
    const begun = await beginSignIn(service.client);
    stranger.register(ORIGIN, {
      rp: { id: 'latchkey.test', name: 'x' },
      user: { id: 'AAAA', name: 'x', displayName: 'x' },
      challenge: 'AAAA',
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    });
    const assertion = stranger.assert(ORIGIN, begun.options as CeremonyOptions);
    const { code } = await service.client.refusal(SignInWithPasskeyDocument, {
      input: { challenge: begun.challenge, assertion },
    });
    expect(code).toBe('INVALID_CREDENTIALS');
  });
});
