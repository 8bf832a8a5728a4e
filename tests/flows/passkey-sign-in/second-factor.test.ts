import {
  SignInWithPasskeyDocument,
  StartPasskeySignInDocument,
} from '../../../src/generated/client/operations.js';
import { Authenticator, type CeremonyOptions, FLAG } from '../../support/authenticator.js';
import {
  beginSignIn,
  claimsOf,
  ORIGIN,
  personWithPasskey,
  secondStep,
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

const challengeOf = (refused: object) => String((refused as { challenge?: unknown }).challenge);
const touched = { flags: (flags: number) => flags & ~FLAG.userVerified };

describe('a passkey as the second factor', () => {
  it('is asked for after the password, and opens a session of level 3', async () => {
    const person = await personWithPasskey(service.client);
    const refused = await secondStep(service.client, person);
    expect(refused).toMatchObject({ code: 'MFA_REQUIRED', methods: ['PASSKEY', 'RECOVERY_CODE'] });
    const challenge = challengeOf(refused);
    const tokens = await signIn(service.client, person.authenticator, { challenge });
    expect(claimsOf(tokens)).toMatchObject({ acr: 'phr', amr: ['pwd', 'pop', 'user', 'mfa'] });
  });

  it('PK-5: opens a session of level 2 if it did not verify its user', async () => {
    const person = await personWithPasskey(service.client);
    const challenge = challengeOf(await secondStep(service.client, person));
    person.authenticator.verifyUser(false);
    const tokens = await signIn(service.client, person.authenticator, { challenge });
    expect(claimsOf(tokens)).toMatchObject({ acr: 'aal2', amr: ['pwd', 'pop', 'mfa'] });
    // The same without a password is no sign-in.
    const alone = await signInRefusal(service.client, person.authenticator, { deviation: touched });
    expect(alone.code).toBe('INVALID_CREDENTIALS');
  });

  it('names the passkeys of the user who has proved the password', async () => {
    const person = await personWithPasskey(service.client);
    const challenge = challengeOf(await secondStep(service.client, person));
    const { options } = await beginSignIn(service.client, challenge);
    expect(options).toMatchObject({
      userVerification: 'preferred',
      allowCredentials: [{ type: 'public-key', id: expect.any(String) as string, transports: ['internal'] }],
    });
  });

  it('refuses the passkey of another user, also of one who has proved their own password', async () => {
    const [person, other] = [
      await personWithPasskey(service.client),
      await personWithPasskey(service.client),
    ];
    const challenge = challengeOf(await secondStep(service.client, person));
    const begun = await beginSignIn(service.client, challenge);
    const options = { ...(begun.options as object), allowCredentials: [] };
    const assertion = other.authenticator.assert(ORIGIN, options);
    const input = { challenge, assertion };
    expect((await service.client.refusal(SignInWithPasskeyDocument, { input })).code).toBe(
      'INVALID_CREDENTIALS',
    );
  });

  it('PK-1: is good for one attempt, and the user begins anew with the same challenge', async () => {
    const person = await personWithPasskey(service.client);
    const challenge = challengeOf(await secondStep(service.client, person));
    const input = await signedInput(service.client, person.authenticator, {}, challenge);
    const bad = { ...input, assertion: { ...input.assertion, signature: 'AAAA' } };
    for (const sent of [bad, input]) {
      const { code } = await service.client.refusal(SignInWithPasskeyDocument, { input: sent });
      expect(code).toBe('INVALID_CREDENTIALS');
    }
    await signIn(service.client, person.authenticator, { challenge });
  });

  it('a challenge allows five attempts, and beginning is none', async () => {
    const person = await personWithPasskey(service.client);
    const challenge = challengeOf(await secondStep(service.client, person));
    for (let tries = 0; tries < 8; tries++) await beginSignIn(service.client, challenge);
    const deviation = { clientData: { origin: 'https://evil.example' } };
    for (let tries = 0; tries < 5; tries++) {
      const { code } = await signInRefusal(service.client, person.authenticator, { challenge, deviation });
      expect(code).toBe('INVALID_CREDENTIALS');
    }
    const begun = await service.client.refusal(StartPasskeySignInDocument, { input: { challenge } });
    expect(begun.code).toBe('TOKEN_INVALID');
  });

  it('opens one session for sixteen requests at once', async () => {
    const person = await personWithPasskey(service.client);
    const challenge = challengeOf(await secondStep(service.client, person));
    const input = await signedInput(service.client, person.authenticator, {}, challenge);
    const results = await atOnce(16, () => service.client.run(SignInWithPasskeyDocument, { input }));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is needed: the challenge of one sign-in opens no other one', async () => {
    const [person, other] = [await personWithPasskey(service.client), await registerPerson(service.client)];
    const challenge = challengeOf(await secondStep(service.client, person));
    const alone = await beginSignIn(service.client);
    const options = alone.options as CeremonyOptions;
    const assertion = person.authenticator.assert(ORIGIN, options);
    // What was signed for a sign-in alone is nothing for the second step, and the other way round.
    const mixed = await service.client.refusal(SignInWithPasskeyDocument, {
      input: { challenge, assertion },
    });
    expect(mixed.code).toBe('INVALID_CREDENTIALS');
    expect(other.tokens.accessToken).toBeTruthy();
  });

  it('is not asked of a user whose only passkey belongs to another RP ID: a recovery code is left', async () => {
    const person = await personWithPasskey(service.client);
    await service.database.passkey.updateMany({
      where: { userId: person.tokens.user.id },
      data: { rpId: 'old.example' },
    });
    const { methods } = await secondStep(service.client, person);
    expect(methods).toContain('RECOVERY_CODE');
  });

  it('S-3: a challenge ends with a change of the password', async () => {
    const person = await personWithPasskey(service.client);
    const challenge = challengeOf(await secondStep(service.client, person));
    const input = await signedInput(service.client, person.authenticator, {}, challenge);
    await service.database.user.update({
      where: { id: person.tokens.user.id },
      data: { credentialsEpoch: { increment: 1 } },
    });
    const { code } = await service.client.refusal(SignInWithPasskeyDocument, { input });
    expect(code).toBe('TOKEN_INVALID');
    expect(await signIn(service.client, person.authenticator)).toBeTruthy();
  });

  it('counts each use of a passkey on one device', async () => {
    const authenticator = new Authenticator({ synchronised: false });
    const person = await personWithPasskey(service.client, authenticator);
    const challenge = challengeOf(await secondStep(service.client, person));
    await signIn(service.client, authenticator, { challenge });
    const row = await service.database.passkey.findFirst({ where: { userId: person.tokens.user.id } });
    expect(row).toMatchObject({ signCount: 1n, backedUp: false, backupEligible: false });
    expect(row?.lastUsedAt).not.toBeNull();
  });
});
